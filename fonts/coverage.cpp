#include "fonts/coverage.hpp"

#include <algorithm>

namespace signboard {
namespace {

std::uint64_t key_of(Finding::Kind kind, char32_t character) {
  return std::uint64_t{static_cast<std::uint8_t>(kind)} << 32U | character;
}

}  // namespace

std::string_view name_of(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::missing_glyph:
      return "missing_glyph";
    case Finding::Kind::legacy_tibetan:
      return "legacy_tibetan";
    case Finding::Kind::private_use:
      return "private_use";
    case Finding::Kind::tibetan_under_24_rows:
      return "tibetan_under_24_rows";
    case Finding::Kind::han_under_16_rows:
      return "han_under_16_rows";
    case Finding::Kind::clipped:
      return "clipped";
    case Finding::Kind::removed_control:
      return "removed_control";
    case Finding::Kind::removed_bidi_override:
      return "removed_bidi_override";
  }
  return {};
}

void Findings::add(Finding::Kind kind, char32_t character, std::size_t offset, int rows) {
  auto const [at, fresh] = index_.try_emplace(key_of(kind, character), found_.size());
  if (fresh) {
    found_.push_back({kind, character, offset, 0, 1, rows});
    return;
  }
  auto& finding = found_[at->second];
  ++finding.count;
  finding.offset = std::min(finding.offset, offset);
  finding.rows = std::max(finding.rows, rows);
}

bool Findings::again(Finding::Kind kind, char32_t character, std::size_t end, int rows) {
  auto const known = index_.find(key_of(kind, character));
  if (known == index_.end() || found_[known->second].offset >= end) return false;
  auto& finding = found_[known->second];
  ++finding.count;
  finding.rows = std::max(finding.rows, rows);
  return true;
}

Coverage Findings::report(std::string_view text, Breaks& breaks) && {
  std::stable_sort(found_.begin(), found_.end(), [](auto const& a, auto const& b) { return a.offset < b.offset; });
  std::vector<std::size_t> offsets;
  offsets.reserve(found_.size());
  for (auto const& finding : found_) offsets.push_back(finding.offset);
  std::vector<std::size_t> positions(offsets.size());
  if (!offsets.empty()) breaks.number_graphemes(text, offsets, positions);
  for (std::size_t i = 0; i < found_.size(); ++i) found_[i].position = positions[i];
  return {std::move(found_)};
}

}  // namespace signboard
