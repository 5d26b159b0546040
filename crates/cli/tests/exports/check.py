"""Reads every export of a folder with programs that know nothing of hearsay; ends with 1 and a line a fault.

The folder holds FORM-WHAT files and texts.jsonl, the documents' texts by their ids. What each is checked by:
csv and ucdp the csv module, geojson the geojson package, ftm the followthemoney model, and claimreview, prov and
annotation rdflib (their terms are terms of the vocabulary) and SHACL shapes.
"""

import csv
import io
import json
import re
import sys
import types
from pathlib import Path

faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


# followthemoney compares names with ICU, which has no wheels. Nothing here compares names.
stub = types.ModuleType("icu")
stub.Transliterator = type("T", (), {"createInstance": staticmethod(lambda *a: types.SimpleNamespace(transliterate=str))})
sys.modules.setdefault("icu", stub)

STAMP = re.compile(r"^\d+:[0-9a-f]{64}$")
NUMBERS = {"lat", "lon", "latitude", "longitude", "low", "high", "best", "polarity", "radius_km"}


def sheet(path):
    text = path.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    head, body = rows[0], rows[1:]
    for i, row in enumerate(body):
        if len(row) != len(head):
            fault(path.name, f"row {i} has {len(row)} cells of {len(head)}")
        for name, cell in zip(head, row):
            if name not in NUMBERS and cell.lstrip()[:1] in ("=", "+", "-", "@"):
                fault(path.name, f"row {i}: {name} would be a formula: {cell[:40]!r}")
    found = [dict(zip(head, row)) for row in body]
    if not found:
        fault(path.name, "no row")
    for row in found:
        if not STAMP.match(row["ledger"]) or not row["known_at"].endswith("Z"):
            fault(path.name, "a row without its stamp")
    return found


def check_csv(path):
    for row in sheet(path):
        if row.get("lat") and not (-90 <= float(row["lat"]) <= 90 and row["radius_km"]):
            fault(path.name, f"no place: {row}")


def check_ucdp(path):
    for row in sheet(path):
        if not float(row["low"]) <= float(row["best"]) <= float(row["high"]):
            fault(path.name, f"low, best, high: {row['id']}")
        if row["date_prec"] not in "12345" or row["where_prec"] not in "123456":
            fault(path.name, f"precision: {row['id']}")
        if row["latitude"] and not row["geom_wkt"].startswith("POINT ("):
            fault(path.name, f"no point: {row['id']}")


def check_geojson(path):
    import geojson

    whole = geojson.loads(path.read_text("utf-8"))
    if not isinstance(whole, geojson.FeatureCollection) or not whole["features"]:
        fault(path.name, "no features")
    if not STAMP.match(whole["stamp"]["ledger"]):
        fault(path.name, "no stamp")
    for feature in whole["features"]:
        point = feature["geometry"]
        if point is None:
            continue
        if not point.is_valid:
            fault(path.name, f"{feature['id']}: {point.errors()}")
        if feature["properties"]["radius_km"] is None:
            fault(path.name, f"{feature['id']}: a point without a radius")


def check_ftm(path):
    from followthemoney import model
    from followthemoney.proxy import EntityProxy

    ids, refs = set(), {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        entity = EntityProxy.from_dict(row, cleaned=False)
        ids.add(entity.id)
        if not STAMP.match(row["ledger"]):
            fault(path.name, f"{entity.id}: no stamp")
        for name, values in row["properties"].items():
            if len(entity.get(name)) != len(set(values)):
                fault(path.name, f"{entity.id}: {name} {values} is read as {entity.get(name)}")
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                refs[value] = (entity.id, prop.range.name)
        for name in entity.schema.required:
            if not entity.get(name):
                fault(path.name, f"{entity.id}: {entity.schema.name} without {name}")
    for value in refs.keys() - ids:
        fault(path.name, f"{refs[value]} points at {value}, which is not there")


def graph(path, context=None):
    import rdflib

    whole = json.loads(path.read_text("utf-8"))
    if context is not None:
        # The same context as the address gives, so that nothing is fetched.
        whole["@context"] = context
    g = rdflib.Graph()
    g.parse(data=json.dumps(whole), format="json-ld")
    if len(g) < 10:
        fault(path.name, f"only {len(g)} statements")
    return whole, g


def vocabulary(path, g, namespace):
    """Every term of the namespace is one of its terms."""
    import rdflib

    base = str(namespace._NS)
    used = {p for _, p, _ in g} | {o for _, p, o in g if p == rdflib.RDF.type}
    for term in sorted(used):
        if str(term).startswith(base) and term not in namespace:
            fault(path.name, f"{term} is no term of {base}")


def shapes(path, g):
    import pyshacl

    held = Path(__file__).with_name("shapes.ttl").read_text("utf-8")
    sound, _, text = pyshacl.validate(g, shacl_graph=held, shacl_graph_format="turtle")
    if not sound:
        fault(path.name, text)


def check_claimreview(path):
    from rdflib.namespace import SDO

    _, g = graph(path, {"@vocab": "https://schema.org/"})
    vocabulary(path, g, SDO)
    shapes(path, g)


def check_prov(path):
    from rdflib.namespace import PROV

    _, g = graph(path)
    vocabulary(path, g, PROV)
    shapes(path, g)


def check_annotation(path):
    context = json.loads(Path(__file__).with_name("anno.json").read_text("utf-8"))
    whole, g = graph(path, context)
    shapes(path, g)
    texts = {}
    for line in (path.parent / "texts.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        texts[row["sha256"]] = row["text"]
    seen = 0
    for item in whole["items"]:
        for target in item["target"]:
            quote, place = target["selector"]
            sha256 = target["source"]["dcterms:identifier"][1].removeprefix("sha256:")
            text = texts[sha256]
            start, end = place["start"], place["end"]
            seen += 1
            if text[start:end] != quote["exact"]:
                fault(path.name, f"{item['id']}: not at its place")
            if not text[:start].endswith(quote["prefix"]) or not text[end:].startswith(quote["suffix"]):
                fault(path.name, f"{item['id']}: not in its surroundings")
    if seen == 0:
        fault(path.name, "no target")


def main(folder):
    done = 0
    for path in sorted(Path(folder).iterdir()):
        check = globals().get(f"check_{path.name.split('-')[0]}")
        if check:
            check(path)
            done += 1
    for line in faults:
        print(line)
    print(f"{done} exports read, {len(faults)} faults")
    return 1 if faults or not done else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
