"""What users see. Nothing is computed here: a result has every number, and this folder says and writes it.

    result ─► pages/ ─► document.py ─► renderers/ (terminal, Markdown, HTML, Word, SVG; CSV and Excel from records)
           └► wires/ ─► wire.py (JSON)
    findings ─► findings.py (text), ci.py (reports for CI)

`destination.py` decides which of them is made, and writes it. `new_files.py` and `rating_sheet.py` write files to fill
in, and `word_form.py` the form.
"""
