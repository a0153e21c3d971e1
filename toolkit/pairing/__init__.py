"""Which English document translates which Chinese one (Buck and Koehn 2016; Thompson and Koehn 2020).

`matching.pair` finds it out, `results` says and writes it.
"""
