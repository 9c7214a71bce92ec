/* A passkey that unlocks: its PRF extension yields a secret that never leaves this page but for our own server, which
   opens the member's slot with it. Without this script, or without such a passkey, the phrase does the same. */
(() => {
  const SALT = new TextEncoder().encode("kast unlock 1");
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  if (!navigator.credentials || !window.PublicKeyCredential) return;

  for (const form of document.querySelectorAll("form[data-unlocks]")) {
    const known = JSON.parse(document.getElementById(form.dataset.unlocks).textContent);
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        const got = await navigator.credentials.get({ publicKey: {
          challenge: crypto.getRandomValues(new Uint8Array(32)),
          allowCredentials: known.map((id) => ({ type: "public-key", id: bytes(id) })),
          userVerification: "required",
          extensions: { prf: { eval: { first: SALT } } },
        } });
        form.elements.prf.value = text(got.getClientExtensionResults().prf.results.first);
        form.elements.credential.value = text(got.rawId);
        form.submit();
      } catch {
        form.querySelector("[role=status]").textContent = form.dataset.fault;
      }
    });
  }

  /* A new passkey is asked for a secret of its own, so that it can unlock later. */
  if (document.querySelector("form[data-adds-passkey]")) {
    const create = navigator.credentials.create.bind(navigator.credentials);
    navigator.credentials.create = (options) => {
      options.publicKey.extensions = { ...options.publicKey.extensions, prf: {} };
      return create(options);
    };
  }
})();
