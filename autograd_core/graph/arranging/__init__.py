"""Layered drawings of a graph, left to right, after Sugiyama, Tagawa and Toda (1981): columns
(`ranks`), the order within each (`ordering`), heights (`heights`), and all together (`drawing`).

Nothing here knows documents: nodes are the numbers of `diagram.Diagram`.
"""
