#include "fonts/manifest.hpp"

namespace signboard {

Manifest debian_manifest(std::filesystem::path const& root) {
  auto const noto = root / "truetype/noto";
  auto const strikes = root / "X11/misc";
  return {
      {"han_sans",
       root / "opentype/noto/NotoSansCJK-Regular.ttc",
       2,
       "fonts-noto-cjk",
       "OFL-1.1",
       {"Hani", "Bopo", "Hira", "Kana", "Hang", "Latn", "Grek", "Cyrl"},
       "8-512",
       true},
      {"tibetan", noto / "NotoSerifTibetan-Regular.ttf", 0, "fonts-noto-core", "OFL-1.1", {"Tibt"}, "8-512", true},
      {"han_bitmap",
       strikes / "unifont.pcf.gz",
       0,
       "xfonts-unifont",
       "OFL-1.1 OR GPL-2.0-or-later",
       {"Hani", "Bopo", "Hira", "Kana", "Hang", "Latn", "Grek", "Cyrl", "Zsym"},
       "16-23, symbols at any height",
       false},
      {"punctuation", strikes / "gb16fs.pcf.gz", 0, "xfonts-base", "MIT", {"Hani"}, "16-23", false},
      {"latin_bitmap", strikes / "spleen-8x16.pcf.gz", 0, "fonts-spleen", "BSD-2-Clause", {"Latn"}, "16-23", false},
      {"tibetan_legacy",
       root / "truetype/tibetan/DDC_Uchen.ttf",
       0,
       "fonts-ddc-uchen",
       "OFL-1.1",
       {"Tibt"},
       "8-512",
       false},
      {"arabic", noto / "NotoSansArabic-Regular.ttf", 0, "fonts-noto-core", "OFL-1.1", {"Arab"}, "8-512", false},
      {"mongolian", noto / "NotoSansMongolian-Regular.ttf", 0, "fonts-noto-core", "OFL-1.1", {"Mong"}, "8-512", false},
      {"yi", noto / "NotoSansYi-Regular.ttf", 0, "fonts-noto-core", "OFL-1.1", {"Yiii"}, "8-512", false},
      {"symbols",
       root / "opentype/unifont/unifont_upper.otf",
       0,
       "fonts-unifont",
       "OFL-1.1 OR GPL-2.0-or-later",
       {"Zsym", "Zsye"},
       "8-512",
       false},
  };
}

}  // namespace signboard
