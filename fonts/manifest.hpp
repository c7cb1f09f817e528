#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace signboard {

/// One font file: what it is for and where it comes from. The stack itself (which font for which script at which
/// height) is in fonts/stack.cpp, from measurements; the manifest says what may be used.
struct FontFile {
  std::string name;  ///< how the stack calls it: `han_sans`, `han_bitmap`, `tibetan`, ...
  std::filesystem::path path;
  int face = 0;                      ///< index inside a collection
  std::string package;               ///< the Debian package that brings it
  std::string licence;               ///< SPDX
  std::vector<std::string> scripts;  ///< ISO 15924: Hani, Tibt, Latn, ...
  std::string heights;               ///< rows it is meant for: `16`, `24-512`
  bool required = false;             ///< without it Han, Tibetan or Latin could not be set
};

using Manifest = std::vector<FontFile>;

/// The fonts of Debian 12 that the stack was measured with, below `root` (normally /usr/share/fonts).
Manifest debian_manifest(std::filesystem::path const& root = "/usr/share/fonts");

}  // namespace signboard
