"""What holds for every request and every response, whoever asks."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

_NEVER_KEPT = (
    "REMOTE_ADDR",
    "REMOTE_HOST",
    "REMOTE_PORT",
    "HTTP_USER_AGENT",
    # What servers in front write down of whom they serve.
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REAL_IP",
    "HTTP_X_CLIENT_IP",
    "HTTP_X_CLUSTER_CLIENT_IP",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_CF_CONNECTING_IP",
    "HTTP_CLIENT_IP",
    "HTTP_VIA",
)
_STAFF = ("/personal/", "/en/personal/")

View = Callable[[HttpRequest], HttpResponse]


def quiet(get_response: View) -> View:
    """Addresses and browsers are taken away before anything of ours could see, store or log them.

    And the scheme is the public's, not that of the last steps behind the server in front that speaks TLS.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        for name in _NEVER_KEPT:
            request.META.pop(name, None)
        if settings.TLS:
            request.META["wsgi.url_scheme"] = "https"
        return get_response(request)

    return middleware


def front(get_response: View) -> View:
    """Nothing is kept by browsers or caches between, and the public side may run no script at all."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith(settings.STATIC_URL):
            return response
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Robots-Tag", "noarchive")
        if not request.path.startswith(_STAFF):
            response._csp_replace = {"script-src": ["'none'"], "connect-src": ["'none'"]}  # type: ignore[attr-defined] # noqa: SLF001 -- django-csp's own way
        return response

    return middleware


def small(get_response: View) -> View:
    """The open pages travel compressed: a first visit is one small response, on whatever network.

    Only what anybody gets who opens an address without a cookie, where nothing of anybody's can stand beside something
    that an attacker chose: elsewhere the length of a compressed page could tell what is on it (BREACH).
    """
    packing = GZipMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        open_page = request.method == "GET" and not request.COOKIES and not request.path.startswith(_STAFF)
        if open_page and response.status_code == 200 and not response.cookies:
            packed = packing.process_response(request, response)
            assert isinstance(packed, HttpResponse)
            return packed
        return response

    return middleware
