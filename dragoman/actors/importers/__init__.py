"""Other people's lists of actors, each made into a layer of its own with licence and date.

A layer is a directory of tables (`dragoman.actors.tables`) and a `SOURCE.tsv` that says where it came from. Imported
rows never mix with the core: whoever loads a layer takes its licence with it.
"""

from dragoman.actors.importers.csv_list import import_csv
from dragoman.actors.importers.ftm import import_ftm
from dragoman.actors.importers.jrc import import_jrc
from dragoman.actors.importers.layer import Imported, write_layer
from dragoman.actors.importers.wikidata import import_wikidata

__all__ = ["Imported", "import_csv", "import_ftm", "import_jrc", "import_wikidata", "write_layer"]
