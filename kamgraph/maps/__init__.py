"""The interactive page: results and portfolio as one self-contained HTML file.

`view` collects what the page shows, `layout`, `order` and `lines` compute where it stands,
`texts` and `payload` say it in a language, `network` hands it to pyvis, `svg` draws it without
a script, `page` puts the file together. Templates, styles and scripts lie in the folder `page`.
"""
