"""Makes up rows for every table that named queries count, as a source of chance decides."""

from collections import defaultdict
from collections.abc import Sequence
from random import Random
from typing import Any

from llm_kb.schema import Base

SOURCE = "tiny-source"
OTHER = "almanac"
DIMENSIONS = ("architecture", "post-training", "optimization")
"""Dimensions that have a column of their own in `model_counts`."""
TERMS = {
    "relations": ("serves", "supports", "explores"),
    "roles": ("student", "data-source", "pattern"),
    "metrics": ("throughput",),
    "erratum_kinds": ("name", "venue", "year", "url"),
}
"""Terms that the tiny bundles do not have."""

Row = dict[str, Any]


class MakingUp:
    """Adds rows, table by table."""

    def __init__(self, rows: dict[str, list[Row]], chance: Random) -> None:
        self.rows = rows
        self.chance = chance

    def everything(self) -> None:
        """Add rows to every table that named queries count."""
        self._terms()
        self._text()
        self._publications()
        self._models()
        self._techniques()
        self._statements()
        self._facts()
        self._roles_and_citations()
        self._figures()
        self._errata()
        self._withdrawals()

    def _add(self, table: str, **values: Any) -> str:
        """Add a row whose other columns are NULL, and return its id."""
        columns = Base.metadata.tables[table].columns.keys()
        self.rows[table].append({**dict.fromkeys(columns), **values})
        return str(values.get("id"))

    def _ids(self, table: str, **wanted: Any) -> list[str]:
        return [row["id"] for row in self.rows[table] if wanted.items() <= row.items()]

    def _some(self, things: Sequence[Any], least: int, most: int) -> list[Any]:
        return self.chance.sample(things, min(len(things), self.chance.randint(least, most)))

    def _terms(self) -> None:
        for table, terms in TERMS.items():
            for term in terms:
                ordinal = len(self.rows[table]) + 1
                self._add(table, id=term, ordinal=ordinal, name=term.replace("-", " "), definition=f"{term}, made up.")

    def _text(self) -> None:
        """Sections with questions, topics and findings, and another document whose sentences have the same ordinals."""
        self._add("sources", id=OTHER, title="Almanac", sha256="0", rights="none", description="Another document.")
        place = max(row["ordinal"] for row in self.rows["passages"])
        for number, dimension in enumerate(DIMENSIONS, 3):
            top = self._section(SOURCE, str(number))
            name = dimension.title()
            self._add("dimensions", id=dimension, ordinal=number, name=name, section_id=top, description=f"{name}.")
            for part in (1, 2):
                section = self._section(SOURCE, f"{number}.{part}")
                place = self._sentences(SOURCE, section, place, paragraphs=2)
                self._question(dimension, section, f"{number}-{part}", 10 * number + part)
        self._sentences(OTHER, self._section(OTHER, "almanac"), 0, paragraphs=8)

    def _section(self, source: str, name: str) -> str:
        ordinal = 100 + len(self.rows["sections"])
        identity = f"{source}-{name.replace('.', '-')}"
        return self._add("sections", id=identity, source_id=source, ordinal=ordinal, name=name, title=f"About {name}")

    def _sentences(self, source: str, section: str, place: int, paragraphs: int) -> int:
        for paragraph in range(1, paragraphs + 1):
            for sentence in (1, 2, 3):
                place += 1
                values = {"paragraph": paragraph, "sentence": sentence, "ordinal": place, "sha256": "0"}
                identity = f"{section}-{paragraph}-{sentence}"
                self._add("passages", id=identity, source_id=source, section_id=section, **values)
        return place

    def _question(self, dimension: str, section: str, name: str, ordinal: int) -> None:
        """A question, a topic of a part of its sentences, and findings that reach over one or more of them."""
        parent = {"dimension_id": dimension, "section_id": section}
        self._add("research_questions", id=name, ordinal=ordinal, question=f"What of {name}?", **parent)
        said = self._ids("passages", section_id=section)
        ends = {"first_passage_id": said[1], "last_passage_id": said[4]}
        topic = self._add("topics", id=f"topic-{name}", research_question_id=name, ordinal=1, name=f"On {name}", **ends)
        for place, (kind, first, last) in enumerate((("takeaway", 0, 0), ("point", 1, 3), ("point", 2, 5)), 1):
            ends = {"first_passage_id": said[first], "last_passage_id": said[last]}
            of = {"dimension_id": dimension, "research_question_id": name, "statement": f"{kind} {place} of {name}"}
            under = topic if kind == "point" else None
            self._add("findings", id=f"{name}-{place}", kind_id=kind, topic_id=under, ordinal=place, **of, **ends)

    def _publications(self) -> None:
        """References of several years, some corrected or without one, and where sentences cite them."""
        passages = self._ids("passages")
        for number in range(5, 25):
            year = self.chance.choice((None, 2022, 2023, 2024))
            corrected = self.chance.choice((None, None, None, 2025)) if year else None
            kind = self.chance.choice(self._ids("publication_kinds"))
            venue = self.chance.choice((None, None, "aviary"))
            right = {"year_corrected": corrected, "venue_corrected": venue, "venue_printed": "Aviary 20"}
            of = {"kind_id": kind, "year": year, "et_al": number % 2, **right}
            title = {"title": f"Work {number}", "title_corrected": f"Works {number}" if number % 5 == 0 else None}
            self._add("publications", id=str(number), number=number if number < 24 else None, **title, **of)
        known = self._ids("publications")
        for publication in known[4:]:
            for ordinal, author in enumerate(self._some(self.rows["authors"], 0, 3), 1):
                right = {
                    "name_printed": author["name"][:5],
                    "name_corrected": self.chance.choice((None, author["name"])),
                }
                self._add("authorships", publication_id=publication, ordinal=ordinal, author_id=author["id"], **right)
        for passage in self._some([p for p in passages if not self._cites(p)], 20, 20):
            for position, cited in enumerate(self._some(known, 1, 4), 1):
                place = {"bracket": (position + 1) // 2, "position": position}
                self._add("citations", id=f"{passage}-{position}", passage_id=passage, publication_id=cited, **place)

    def _cites(self, passage: str) -> bool:
        return any(row["passage_id"] == passage for row in self.rows["citations"])

    def _models(self) -> None:
        """Families, releases (one below another) and variants (some below another) of several makers."""
        for number in range(4):
            ordinal = len(self.rows["institutions"]) + 1
            self._add(
                "institutions", id=f"maker-{number}", ordinal=ordinal, name=f"Maker {number}", surveyed=number % 2
            )
        makers = self._ids("institutions")
        for number in range(36):
            kind = "family" if number < 4 else "release" if number < 20 else "variant"
            above = self._above(kind)
            maker = above["institution_id"] if above else self.chance.choice(makers)
            listed = self.chance.choice((None, maker, self.chance.choice(makers))) if kind == "release" else None
            name = f"{self.chance.choice('aBcDe')}ird {number}"
            of = {"parent_id": above and above["id"], "institution_id": maker, "listed_under_id": listed}
            known = self.chance.choice((None, self.chance.choice(self._ids("publications"))))
            surveyed = int(listed is not None)
            values = {"surveyed": surveyed, "publication_id": known, **of}
            model = self._add("models", id=f"bird-{number}", name=name, kind_id=kind, **values)
            for alias, way in (
                (f"The {name}", "spelling"),
                (f"Birds {number % 7}", "joint"),
                (str(number), "elliptic"),
            ):
                self._add("model_aliases", model_id=model, alias=alias, kind_id=way)

    def _above(self, kind: str) -> Row | None:
        """The model that a new one of a kind belongs to."""
        kinds = {"family": (), "release": ("family", "release"), "variant": ("release", "variant")}[kind]
        possible = [row for row in self.rows["models"] if row["kind_id"] in kinds]
        if kind == "release" and self.chance.random() < 0.5:
            return None
        return self.chance.choice(possible) if possible else None

    def _techniques(self) -> None:
        ordinal = len(self.rows["techniques"])
        for number in range(24):
            ordinal += 1
            own = [row["id"] for row in self.rows["techniques"] if row["id"].startswith("way-")]
            above = None if number % 8 == 0 else self.chance.choice(own[number // 8 * 8 :])
            kind = "method" if above else "group"
            of = {"ordinal": ordinal, "parent_id": above, "kind_id": kind, "definition": f"Way {number}."}
            short = f"Y{number}" if number % 3 == 0 else None
            name = f"{self.chance.choice('aBc')}ay {number}"
            way = self._add("techniques", id=f"way-{number}", name=name, abbreviation=short, **of)
            self._add("technique_aliases", technique_id=way, alias=f"W{number}")

    def _statements(self) -> None:
        """Up to two statements of every further sentence, half of which name techniques and no model."""
        used = {row["passage_id"] for row in self.rows["statements"]}
        techniques = [row["id"] for row in self.rows["techniques"] if row["parent_id"]]
        ordinal = len(self.rows["statements"])
        for passage in self._ids("passages"):
            for letter in self._some(("a", "b"), 1, 2) if passage not in used else ():
                ordinal += 1
                statement = f"{passage}{letter}"
                text = {"statement": f"It says {statement}.", "phrase": f"words of {statement}"}
                self._add("statements", id=statement, ordinal=ordinal, passage_id=passage, **text)
                for technique in self._some(techniques, 0, 2):
                    self._add("statement_techniques", statement_id=statement, technique_id=technique)

    def _facts(self) -> None:
        """Claims with one to three facts each, most of them that a model uses a technique."""
        relations = (*["uses"] * 6, "introduces", "introduces", "avoids", "omits", "serves", "supports", "explores")
        techniques = [row["id"] for row in self.rows["techniques"] if row["parent_id"]]
        statements = [row for row in self.rows["statements"] if row["id"].endswith(("a", "b"))]
        known = set(self._ids("claims"))
        for _ in range(260):
            claimed = {
                "model_id": self.chance.choice(self._ids("models")),
                "technique_id": self.chance.choice(techniques),
                "relation_id": self.chance.choice(relations),
                "stage_id": self.chance.choice(self._ids("stages")),
            }
            claim = "--".join(claimed.values())
            if claim in known:
                continue
            known.add(self._add("claims", id=claim, **claimed))
            for statement in self._some(statements, 1, 3):
                self._fact(claim, statement)

    def _fact(self, claim: str, statement: Row) -> None:
        qualifier = self.chance.choice((None, None, "offline", "online"))
        of = {"statement_id": statement["id"], "passage_id": statement["passage_id"]}
        phrase = self.chance.choice((None, None, f"words of {claim}"))
        how = {**self._basis(), "qualifier": qualifier, "phrase": phrase}
        self._add("evidence", id=f"{statement['id']}--{claim}", claim_id=claim, **of, **how)

    def _basis(self) -> Row:
        """The basis of a fact or of a part in it, with its note."""
        basis = self.chance.choice(("explicit", "explicit", "implied", "ambiguous"))
        return {"basis_id": basis, "basis_note": None if basis == "explicit" else 'It "follows".'}

    def _roles_and_citations(self) -> None:
        """Other models that play a part in some facts, and the citations beside some."""
        models, roles = self._ids("models"), self._ids("roles")
        told = {row["evidence_id"] for row in self.rows["evidence_models"]}
        for fact in self._some([row for row in self.rows["evidence"] if row["id"] not in told], 60, 60):
            for model in self._some(models, 1, 2):
                part = {"model_id": model, "role_id": self.chance.choice(roles), **self._basis()}
                self._add("evidence_models", evidence_id=fact["id"], **part)
        told = {row["evidence_id"] for row in self.rows["evidence_citations"]}
        for fact in self.rows["evidence"]:
            cited = [row["id"] for row in self.rows["citations"] if row["passage_id"] == fact["passage_id"]]
            for citation in self._some(cited, 0, 2) if fact["id"] not in told else ():
                self._add("evidence_citations", evidence_id=fact["id"], citation_id=citation)

    def _figures(self) -> None:
        by_statement: dict[str, list[str]] = defaultdict(list)
        for row in self.rows["evidence"]:
            by_statement[row["statement_id"]].append(row["id"])
        measured = {row["statement_id"] for row in self.rows["measurements"]}
        for statement in self._some(sorted(by_statement.keys() - measured), 12, 12):
            for ordinal in self._some((1, 2), 1, 2):
                of = {"metric_id": self.chance.choice(self._ids("metrics")), "bound_id": "exact", "printed": "7"}
                figure = f"{statement}-{ordinal}"
                self._add("measurements", id=figure, statement_id=statement, ordinal=ordinal, value=7.0, **of)
                for fact in self._some(by_statement[statement], 1, 3):
                    self._add("measurement_evidence", measurement_id=figure, evidence_id=fact)

    def _errata(self) -> None:
        for number in range(30):
            kind, status = (
                self.chance.choice(self._ids("erratum_kinds")),
                self.chance.choice(("verified", "unverified")),
            )
            about = {
                "title": f"Slip {number}",
                "reason": "It is so.",
                "how_known": "From the entry.",
                "status_id": status,
            }
            ordinal = len(self.rows["errata"]) + 1
            erratum = self._add("errata", id=f"slip-{number}", ordinal=ordinal, kind_id=kind, **about)
            for place in range(1, self.chance.randint(1, 4) + 1):
                self._add("errata_places", erratum_id=erratum, ordinal=place, **self._touched())

    def _touched(self) -> Row:
        """What a place of an erratum speaks of: a fact, a model, a reference, or a sentence alone."""
        fact = self.chance.choice(self.rows["evidence"])
        place = {
            "source_id": SOURCE,
            "passage_id": fact["passage_id"],
            "printed": self.chance.choice(("Work", "20", "A")),
        }
        touched: list[Row] = [
            {"evidence_id": fact["id"]},
            {"evidence_id": fact["id"], "model_id": self.chance.choice(self._ids("models"))},
            {"model_id": self.chance.choice(self._ids("models"))},
            {"publication_id": self.chance.choice(self._ids("publications")), "passage_id": None},
            {},
        ]
        return place | self.chance.choice(touched)

    def _withdrawals(self) -> None:
        """Some claims and some single facts that no longer stand."""
        edition = self.rows["editions"][-1]["id"]
        for number, claim in enumerate(self._some(self._ids("claims"), 14, 14)):
            facts = self._ids("evidence", claim_id=claim)
            fact = self.chance.choice(facts) if number % 2 and facts else None
            of = {"edition_id": edition, "kind_id": "retract", "reason": "It was misread."}
            self._add("claim_changes", id=f"change-{number}", claim_id=claim, evidence_id=fact, **of)
