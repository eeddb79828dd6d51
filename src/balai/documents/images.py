"""Turn an uploaded picture into a clean JPEG: parsed, turned upright, made smaller, without EXIF; or refuse
it.
"""

from io import BytesIO

from PIL import Image, ImageFilter, ImageOps, ImageStat

from balai.documents.errors import DocumentRefused
from balai.documents.policy import ImagePolicy

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/heic": "HEIF"}
_LAPLACE = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
_MEASURED_EDGE = 1000


def cleaned(data: bytes, media_type: str, policy: ImagePolicy) -> bytes:
    """Return the picture as a new JPEG. Raises DocumentRefused.

    Re-encoding keeps nothing but the pixels: no place where it was taken, no script, no second file behind
    it.
    """
    picture = _opened(data, FORMATS[media_type], policy)
    _readable(picture, policy)
    picture.thumbnail((policy.longest_edge, policy.longest_edge))
    out = BytesIO()
    picture.save(out, "JPEG", quality=policy.quality, optimize=True)
    return out.getvalue()


def _opened(data: bytes, name: str, policy: ImagePolicy) -> Image.Image:
    Image.init()
    if name not in Image.OPEN:
        raise DocumentRefused("heic_not_readable")
    try:
        picture = Image.open(BytesIO(data), formats=[name])
        _not_too_many_pixels(picture, policy)
        return _flat(ImageOps.exif_transpose(picture))
    except DocumentRefused:
        raise
    except Image.DecompressionBombError as error:
        raise DocumentRefused("too_many_pixels") from error
    except Exception as error:  # a parser that reads hostile bytes may raise anything at all
        raise DocumentRefused("damaged") from error


def _not_too_many_pixels(picture: Image.Image, policy: ImagePolicy) -> None:
    if picture.width * picture.height > policy.max_pixels:
        raise DocumentRefused("too_many_pixels")


def _flat(picture: Image.Image) -> Image.Image:
    """Return the picture in plain colours, on white where it was transparent."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    paper = Image.new("RGB", layered.size, "white")
    paper.paste(layered, mask=layered.getchannel("A"))
    return paper


def _readable(picture: Image.Image, policy: ImagePolicy) -> None:
    """Refuse what no official could read: too few pixels, one even surface, or no edge sharp enough to be a
    letter.
    """
    if max(picture.size) < policy.least_edge:
        raise DocumentRefused("too_small", edge=policy.least_edge)
    grey = picture.convert("L")
    grey.thumbnail((_MEASURED_EDGE, _MEASURED_EDGE))
    if ImageStat.Stat(grey).stddev[0] < policy.least_contrast:
        raise DocumentRefused("blank")
    edges = grey.filter(_LAPLACE).crop((1, 1, grey.width - 1, grey.height - 1))  # the rim is never filtered
    if ImageStat.Stat(edges).stddev[0] < policy.least_sharpness:
        raise DocumentRefused("blurred")
