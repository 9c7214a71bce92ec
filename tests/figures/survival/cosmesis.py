"""Breast cosmesis, months to retraction (Finkelstein and Wolfe 1985, Biometrics 41:933): (left, right], endless: None."""

RADIATION = [
    *[(45, None), (6, 10), (0, 7), (46, None), (46, None), (7, 16), (17, None), (7, 14), (37, 44), (0, 8), (4, 11)],
    *[(15, None), (11, 15), (22, None), (46, None), (46, None), (25, 37), (46, None), (26, 40), (46, None), (27, 34)],
    *[(36, 44), (46, None), (36, 48), (37, None), (40, None), (17, 25), (46, None), (11, 18), (38, None), (5, 12)],
    *[(37, None), (0, 5), (18, None), (24, None), (36, None), (5, 11), (19, 35), (17, 25), (24, None), (32, None)],
    *[(33, None), (19, 26), (37, None), (34, None), (36, None)],
]
WITH_CHEMOTHERAPY = [
    *[(8, 12), (0, 22), (24, 31), (17, 27), (17, 23), (24, 30), (16, 24), (13, None), (11, 13), (16, 20), (18, 25)],
    *[(17, 26), (32, None), (23, None), (44, 48), (14, 17), (0, 5), (5, 8), (12, 20), (11, None), (33, 40), (31, None)],
    *[(13, 39), (19, 32), (34, None), (13, None), (16, 24), (35, None), (15, 22), (11, 17), (22, 32), (10, 35)],
    *[(30, 34), (13, None), (10, 17), (8, 21), (4, 9), (11, None), (14, 19), (4, 8), (34, None), (30, 36), (18, 24)],
    *[(16, 60), (35, 39), (21, None), (11, 20), (48, None)],
]


def ends(rows):
    return [left for left, _ in rows], [float("inf") if right is None else right for _, right in rows]
