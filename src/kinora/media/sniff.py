"""What a file is by its first bytes, whatever its name or its sender says. Decodes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from kinora.spec.media import MediaKind

HEAD_BYTES = 64
"""How much of a file's beginning `sniff` wants to see. Less is fine for most formats."""


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What the magic bytes say. suffix: with its dot."""

    kind: MediaKind
    media_type: str
    suffix: str


_PNG = Sniffed("image", "image/png", ".png")
_JPEG = Sniffed("image", "image/jpeg", ".jpg")
_GIF = Sniffed("image", "image/gif", ".gif")
_BMP = Sniffed("image", "image/bmp", ".bmp")
_TIFF = Sniffed("image", "image/tiff", ".tiff")
_HEIC = Sniffed("image", "image/heic", ".heic")
_AVIF = Sniffed("image", "image/avif", ".avif")
_MP4 = Sniffed("video", "video/mp4", ".mp4")
_MOV = Sniffed("video", "video/quicktime", ".mov")
_M4A = Sniffed("audio", "audio/mp4", ".m4a")
_MP3 = Sniffed("audio", "audio/mpeg", ".mp3")

_STARTS: tuple[tuple[bytes, Sniffed], ...] = (
    (b"\x89PNG\r\n\x1a\n", _PNG),
    (b"\xff\xd8\xff", _JPEG),
    (b"GIF87a", _GIF),
    (b"GIF89a", _GIF),
    (b"II*\x00", _TIFF),
    (b"MM\x00*", _TIFF),
    (b"II+\x00", _TIFF),
    (b"MM\x00+", _TIFF),
    (b"\x1a\x45\xdf\xa3", Sniffed("video", "video/webm", ".webm")),
    (b"fLaC", Sniffed("audio", "audio/flac", ".flac")),
    (b"OggS", Sniffed("audio", "audio/ogg", ".ogg")),
    (b"ID3", _MP3),
)

_RIFF_FORMS: dict[bytes, Sniffed] = {
    b"WEBP": Sniffed("image", "image/webp", ".webp"),
    b"WAVE": Sniffed("audio", "audio/wav", ".wav"),
}

_BRANDS: dict[bytes, Sniffed] = {
    b"avif": _AVIF,
    b"avis": _AVIF,
    b"heic": _HEIC,
    b"heix": _HEIC,
    b"heim": _HEIC,
    b"heis": _HEIC,
    b"hevc": _HEIC,
    b"hevx": _HEIC,
    b"mif1": _HEIC,
    b"msf1": _HEIC,
    b"M4A ": _M4A,
    b"M4B ": _M4A,
    b"qt  ": _MOV,
}

_OLD_MOV_ATOMS = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})


def sniff(head: bytes) -> Sniffed | None:
    """Name a file by its first bytes, or None when they are nothing that this house reads."""
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    if head.startswith(b"RIFF"):
        return _RIFF_FORMS.get(head[8:12])
    atom = head[4:8]
    if atom == b"ftyp":
        return _by_brand(head)
    if atom in _OLD_MOV_ATOMS:
        return _MOV
    if _is_bmp(head):
        return _BMP
    return _MP3 if _is_mpeg_audio(head) else None


def _by_brand(head: bytes) -> Sniffed:
    major = head[8:12]
    # `mif1` names any HEIF still; only the compatible brands behind it tell AVIF from HEIC.
    if major in {b"mif1", b"msf1"} and any(brand in head[16:HEAD_BYTES] for brand in (b"avif", b"avis")):
        return _AVIF
    return _BRANDS.get(major, _MP4)


def _is_bmp(head: bytes) -> bool:
    # Two letters alone would also match text: the reserved bytes must be zero and the pixels begin behind a header.
    return head.startswith(b"BM") and head[6:10] == bytes(4) and 26 <= int.from_bytes(head[10:14], "little") < 2048


def _is_mpeg_audio(head: bytes) -> bool:
    # Eleven bits of sync, then: a known version, layer III, and a bit rate and sample rate that exist.
    if len(head) < 3 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    return version != 1 and layer == 1 and head[2] >> 4 not in {0, 15} and head[2] >> 2 & 3 != 3
