#include "controller/http/pages.hpp"

#include <cstdint>
#include <fstream>
#include <sstream>
#include <utility>

namespace signboard {

namespace {

/// FNV-1a, 64 bits: tells versions of a file apart, guards against nobody.
std::string tag_of(std::string_view content) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (char const c : content) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  std::string tag = "\"";
  for (int shift = 60; shift >= 0; shift -= 4) tag += "0123456789abcdef"[hash >> shift & 0xFU];
  return tag + '"';
}

std::optional<std::string> read_file(std::filesystem::path const& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return {};
  std::ostringstream content;
  content << file.rdbuf();
  if (file.bad()) return {};
  return std::move(content).str();
}

}  // namespace

Pages::Pages(std::filesystem::path root) : root_(std::move(root)) {
  for (auto const& page : embedded_pages()) tags_.push_back(tag_of(page.content));
}

bool Pages::has(std::string_view path) const {
  if (path == "/") path = "/index.html";
  for (auto const& page : embedded_pages()) {
    std::error_code none;
    if (page.path == path) return root_.empty() || std::filesystem::is_regular_file(root_ / path.substr(1), none);
  }
  return false;
}

std::optional<Pages::Found> Pages::find(std::string_view path) const {
  if (path == "/") path = "/index.html";
  auto const pages = embedded_pages();
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i].path != path) continue;
    if (root_.empty()) return Found{std::string(pages[i].content), pages[i].type, tags_[i]};
    auto content = read_file(root_ / path.substr(1));
    if (!content) return {};
    auto tag = tag_of(*content);
    return Found{std::move(*content), pages[i].type, std::move(tag)};
  }
  return {};
}

}  // namespace signboard
