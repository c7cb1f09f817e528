#include "fonts/shaper.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "fonts/typesetter.hpp"

#include <hb-ft.h>
#include <hb.h>

#include <algorithm>
#include <string>

namespace signboard {
namespace {

template <auto destroy>
struct Destroyed {
  template <class Object>
  void operator()(Object* object) const {
    destroy(object);
  }
};
using Buffer = std::unique_ptr<hb_buffer_t, Destroyed<hb_buffer_destroy>>;
using FontPtr = std::unique_ptr<hb_font_t, Destroyed<hb_font_destroy>>;

int length_of(std::string_view text) { return static_cast<int>(text.size()); }

}  // namespace

struct Shaper::Tools {
  Buffer buffer{hb_buffer_create()};
  struct Sized {
    FontPtr font;
    int ppem_x = 0, ppem_y = 0;
  };
  std::unordered_map<Face const*, Sized> fonts;
  std::vector<hb_feature_t> features;

  // The size must be set before HarfBuzz makes its font and told of whenever it changes, or old advances stay. The face
  // may have changed its size and back in between, for drawing.
  hb_font_t* font_for(Face& face, Cut const& cut) {
    face.take(cut);
    auto& [font, ppem_x, ppem_y] = fonts[&face];
    if (font == nullptr)
      font.reset(hb_ft_font_create_referenced(face.handle()));
    else if (ppem_x != cut.ppem_x || ppem_y != cut.ppem_y)
      hb_ft_font_changed(font.get());
    ppem_x = cut.ppem_x;
    ppem_y = cut.ppem_y;
    hb_ft_font_set_load_flags(font.get(), Face::load_flags(cut.drawing));
    return font.get();
  }
};

Shaper::Shaper() : tools_(std::make_unique<Tools>()) {}
Shaper::~Shaper() = default;

std::span<ShapedGlyph const> Shaper::shape(Face& face, Cut const& cut, ShapeRequest const& request) {
  auto* font = tools_->font_for(face, cut);
  auto* buffer = tools_->buffer.get();
  hb_buffer_clear_contents(buffer);
  hb_buffer_add_utf16(buffer, reinterpret_cast<std::uint16_t const*>(request.paragraph.data()),
                      static_cast<int>(request.paragraph.size()), static_cast<unsigned>(request.begin),
                      static_cast<int>(request.end - request.begin));
  auto const script = iso15924_of(request.script);
  hb_buffer_set_script(buffer, hb_script_from_string(script.data(), length_of(script)));
  hb_buffer_set_language(buffer, hb_language_from_string(request.language.data(), length_of(request.language)));
  hb_buffer_set_direction(buffer, request.right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  // Marks keep their own clusters, so that a glyph can be traced to its character.
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  tools_->features.clear();
  for (auto const& feature : request.features) tools_->features.push_back({feature.tag, 1, feature.begin, feature.end});
  hb_shape(font, buffer, tools_->features.data(), static_cast<unsigned>(tools_->features.size()));
  unsigned count = 0;
  auto const* infos = hb_buffer_get_glyph_infos(buffer, &count);
  auto const* positions = hb_buffer_get_glyph_positions(buffer, &count);
  glyphs_.clear();
  for (unsigned i = 0; i < count; ++i)
    glyphs_.push_back(
        {infos[i].codepoint, infos[i].cluster, positions[i].x_advance, positions[i].x_offset, positions[i].y_offset});
  return glyphs_;
}

namespace {

using Blob = std::unique_ptr<hb_blob_t, Destroyed<hb_blob_destroy>>;
using FacePtr = std::unique_ptr<hb_face_t, Destroyed<hb_face_destroy>>;

// What people write between commas, in HarfBuzz's own notation.
Result<std::vector<hb_feature_t>> parsed(std::string_view list) {
  std::vector<hb_feature_t> features;
  while (!list.empty()) {
    auto const item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), item.size() + 1));
    if (item.empty()) continue;
    hb_feature_t feature{};
    if (hb_feature_from_string(item.data(), length_of(item), &feature) == 0)
      return fault(Code::invalid, "fonts.bad_feature", {{"feature", std::string(item)}});
    features.push_back(feature);
  }
  return features;
}

// As the command line of hb-shape does it: clusters count characters, script and direction are guessed.
Buffer buffer_of(std::string_view text, std::string const& language) {
  Buffer buffer(hb_buffer_create());
  std::uint32_t number = 0;
  for (std::size_t at = 0; at < text.size();) hb_buffer_add(buffer.get(), next_code_point(text, at), number++);
  hb_buffer_set_content_type(buffer.get(), HB_BUFFER_CONTENT_TYPE_UNICODE);
  if (!language.empty())
    hb_buffer_set_language(buffer.get(), hb_language_from_string(language.data(), length_of(language)));
  else
    hb_buffer_set_language(buffer.get(), hb_language_from_string("und", -1));
  hb_buffer_guess_segment_properties(buffer.get());
  hb_buffer_set_cluster_level(buffer.get(), HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  return buffer;
}

Explanation::Run run_of(hb_buffer_t* buffer) {
  Explanation::Run run;
  unsigned count = 0;
  auto const* infos = hb_buffer_get_glyph_infos(buffer, &count);
  auto const* positions = hb_buffer_get_glyph_positions(buffer, &count);
  for (unsigned i = 0; i < count; ++i)
    run.glyphs.push_back(
        {infos[i].codepoint, infos[i].cluster, positions[i].x_advance, positions[i].x_offset, positions[i].y_offset});
  run.right_to_left = hb_buffer_get_direction(buffer) == HB_DIRECTION_RTL;
  // Text of punctuation alone has no script of its own: HarfBuzz says so with an empty tag, Unicode calls it Zyyy.
  auto const script = hb_buffer_get_script(buffer);
  auto const tag = hb_script_to_iso15924_tag(script == HB_SCRIPT_INVALID ? HB_SCRIPT_COMMON : script);
  for (int shift = 24; shift >= 0; shift -= 8)
    run.script += static_cast<char>(tag >> static_cast<unsigned>(shift) & 0xFFU);
  return run;
}

}  // namespace

Result<Explanation> explain_in_font_units(FontUnitsRequest const& request) {
  auto const file = request.file.string();
  if (request.text.size() > limits::text_accepted)
    return fault(Code::over_limit, "text.too_long",
                 {{"bytes", std::to_string(request.text.size())}, {"limit", std::to_string(limits::text_accepted)}});
  if (auto const bad = first_bad_utf8(request.text))
    return fault(Code::invalid, "text.invalid_utf8", {{"offset", std::to_string(*bad)}});
  auto const features = parsed(request.features);
  if (!features) return features.error();
  Blob const blob(hb_blob_create_from_file_or_fail(file.c_str()));
  if (blob == nullptr) return fault(Code::not_found, "fonts.unreadable_file", {{"file", file}});
  auto const faces = hb_face_count(blob.get());
  if (faces == 0) return fault(Code::invalid, "fonts.damaged_file", {{"file", file}});
  if (request.face < 0 || static_cast<unsigned>(request.face) >= faces)
    return fault(Code::invalid, "fonts.no_face",
                 {{"file", file}, {"face", std::to_string(request.face)}, {"faces", std::to_string(faces)}});
  FacePtr const face(hb_face_create(blob.get(), static_cast<unsigned>(request.face)));
  if (hb_face_get_glyph_count(face.get()) == 0) return fault(Code::invalid, "fonts.damaged_file", {{"file", file}});
  FontPtr const font(hb_font_create(face.get()));  // scaled to units per em from the start
  auto const buffer = buffer_of(request.text, request.language);
  hb_shape(font.get(), buffer.get(), features->data(), static_cast<unsigned>(features->size()));
  Explanation explanation;
  explanation.text = request.text;
  explanation.units = "font";
  auto run = run_of(buffer.get());
  run.language = request.language;
  run.font = request.file.filename().string() + "#" + std::to_string(request.face);
  run.pixels_per_em = static_cast<double>(hb_face_get_upem(face.get()));
  for (auto const& glyph : run.glyphs) explanation.width += glyph.x_advance;
  for (std::size_t at = 0; at < request.text.size(); ++run.length) next_code_point(request.text, at);
  explanation.runs.push_back(std::move(run));
  return explanation;
}

}  // namespace signboard
