#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// A file of web/ as it was when the program was built.
struct EmbeddedPage {
  std::string_view path;  ///< `/app.js`
  std::string_view type;  ///< `text/javascript; charset=utf-8`
  std::string_view content;
};

/// Written by controller/http/CMakeLists.txt; the content is put into the program by the assembler.
std::span<EmbeddedPage const> embedded_pages();

/// docs/api/openapi.json as it was when the program was built.
std::string_view embedded_openapi();

/// The files of the preview page. Only names that are embedded are ever served, so no path can climb out of a
/// directory.
class Pages {
 public:
  /// Empty `root`: the embedded files. Otherwise their namesakes in that directory, read anew each time, for those who
  /// work on the page.
  explicit Pages(std::filesystem::path root = {});

  struct Found {
    std::string content;
    std::string_view type;
    std::string tag;  ///< HTTP entity tag with its quotes; changes with the content
  };

  bool has(std::string_view path) const;

  /// `/` is the index. Nothing for a name that is unknown, or a file that cannot be read.
  std::optional<Found> find(std::string_view path) const;

 private:
  std::filesystem::path root_;
  std::vector<std::string> tags_;  ///< of the embedded pages, in their order
};

}  // namespace signboard
