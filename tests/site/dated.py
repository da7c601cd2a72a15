"""Made-up rows of a timeline."""

DATED = [
    {
        "release_date": date,
        "model": name,
        "institution": "Birdlab",
        "number": number,
        "value": value,
        "url": f"/models/{name}#layers",
    }
    for date, name, number, value in (
        ("2023-03-01", "Owl 2", 2e9, "2B"),
        ("2024-07", "Wren 2", 3e9, "3B"),
        ("2025", "Kiwi", 5e10, "50B"),
    )
]
"""Rows of a timeline, since the survey alone has no release dates."""
