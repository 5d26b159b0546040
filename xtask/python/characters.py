import sys,unicodedata
def ranges(f):
    out=[];s=None
    for c in range(0x110000):
        if 0xD800<=c<=0xDFFF: v=False
        else: v=f(chr(c))
        if v and s is None: s=c
        if not v and s is not None: out.append((s,c-1)); s=None
    if s is not None: out.append((s,0x10ffff))
    return out
def emit(name,doc,f):
    r=ranges(f)
    print("/// %s" % doc); print("pub(super) const %s: &[(u32, u32)] = &["%name)
    line="    "
    for a,b in r:
        t="(0x%X, 0x%X), "%(a,b)
        if len(line)+len(t)>108: print(line.rstrip()); line="    "
        line+=t
    print(line.rstrip()); print("];\n")
print("//! Character classes of Unicode %s, as Python's `str` methods see them.\n//!\n//! Written by `xtask/python/characters.py`. The version is pinned: spaCy's shapes and lemmas follow the\n//! Python that ran it, and newer versions of Unicode add letters that change them.\n\n#![cfg_attr(rustfmt, rustfmt_skip)]\n" % unicodedata.unidata_version)
emit("ALPHABETIC","`str.isalpha`: letters (general categories Lu, Ll, Lt, Lm, Lo).",str.isalpha)
emit("UPPERCASE","`str.isupper` of one character: the Uppercase property.",str.isupper)
emit("DIGIT","`str.isdigit`: numeric type decimal or digit.",str.isdigit)
emit("DECIMAL","`\\\\d` of `re`: `str.isdecimal`.".replace("\\\\","\\"),str.isdecimal)
emit("NUMERIC","`str.isnumeric`; with `ALPHABETIC` it makes `\\w` of `re`.",str.isnumeric)
emit("LOWERS","Characters that lower-casing changes.",lambda c:c.lower()!=c)
