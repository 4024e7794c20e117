import re


def words(text: str) -> list[str]:
    """All words of a text in lower case, in order."""
    return re.findall(r"[a-z']+", text.lower())


def most_common(text: str, count: int = 3) -> list[tuple[str, int]]:
    """The most frequent words with how often they occur, the most frequent first."""
    
