"""The part of schema.org that pages may use: https://schema.org/docs/full.html, each type with its own properties."""

_PARENTS = {
    "CreativeWork": "Thing",
    "LearningResource": "CreativeWork",
    "Quiz": "LearningResource",
    "WebPage": "CreativeWork",
    "WebSite": "CreativeWork",
    "Comment": "CreativeWork",
    "Question": "Comment",
    "Answer": "Comment",
    "Intangible": "Thing",
    "AlignmentObject": "Intangible",
    "ItemList": "Intangible",
    "BreadcrumbList": "ItemList",
    "ListItem": "Intangible",
}
_OWN = {
    "Thing": "name description image url sameAs identifier alternateName mainEntityOfPage subjectOf",
    "CreativeWork": "about author citation copyrightHolder dateCreated dateModified datePublished educationalAlignment "
    "hasPart headline inLanguage isAccessibleForFree isPartOf keywords learningResourceType license mainEntity "
    "publisher teaches text timeRequired version educationalLevel",
    "LearningResource": "assesses competencyRequired educationalLevel educationalUse learningResourceType teaches",
    "WebPage": "breadcrumb lastReviewed mainContentOfPage primaryImageOfPage significantLink",
    "Question": "acceptedAnswer answerCount eduQuestionType suggestedAnswer",
    "AlignmentObject": "alignmentType educationalFramework targetDescription targetName targetUrl",
    "ItemList": "itemListElement itemListOrder numberOfItems",
    "ListItem": "item nextItem position previousItem",
}


def wrong(data: object, place: str = "") -> list[str]:
    """What of `data` is not in the vocabulary, each with its place."""
    if isinstance(data, list):
        return [one for at, part in enumerate(data) for one in wrong(part, f"{place}[{at}]")]
    if not isinstance(data, dict):
        return [] if data not in ("", None) else [f"{place} is empty"]
    kind = data.get("@type")
    if kind not in _OWN and kind not in _PARENTS:
        return [f"{place}: no type {kind}"]
    known = _properties(kind)
    parts = {name: value for name, value in data.items() if name != "@type"}
    found = [f"{place}: {kind} has no {name}" for name in parts if name not in known]
    return found + [one for name, value in parts.items() for one in wrong(value, f"{place}.{name}")]


def _properties(kind: str) -> set[str]:
    own = set(_OWN.get(kind, "").split())
    return own | _properties(_PARENTS[kind]) if kind in _PARENTS else own
