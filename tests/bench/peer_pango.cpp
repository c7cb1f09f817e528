// The best that Pango and cairo can do: the text is laid out once and drawn once into surfaces, and a frame is a copy
// out of one or two of them. Cairo's surfaces end at 32,767 pixels, so a long text needs several; how wide they are
// decides how well they lie in the caches, so a few widths are tried and the fastest one counts.

#include "tests/bench/scroll.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/bench/texts.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <stdexcept>
#include <vector>

namespace signboard {
namespace {

template <auto release>
struct Release {
  template <class T>
  void operator()(T* held) const {
    release(held);
  }
};
using SurfacePtr = std::unique_ptr<cairo_surface_t, Release<cairo_surface_destroy>>;
using CairoPtr = std::unique_ptr<cairo_t, Release<cairo_destroy>>;
using ObjectPtr = std::unique_ptr<PangoLayout, Release<g_object_unref>>;
using FontPtr = std::unique_ptr<PangoFontDescription, Release<pango_font_description_free>>;

enum class Packing : std::uint8_t { packed, unpacked };

SurfacePtr surface_of(int width, int height) {
  SurfacePtr surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) throw std::runtime_error("cairo has no surface");
  return surface;
}

class PangoScroll {
 public:
  PangoScroll(std::string const& words, Size screen, int surface_width)
      : screen_(screen), surface_width_(surface_width), target_(surface_of(screen.width, screen.height)) {
    to_target_.reset(cairo_create(target_.get()));
    cairo_set_operator(to_target_.get(), CAIRO_OPERATOR_SOURCE);
    cairo_set_antialias(to_target_.get(), CAIRO_ANTIALIAS_NONE);
    packed_.resize(static_cast<std::size_t>(screen.width) * static_cast<std::size_t>(screen.height) * 3 + 1);
    draw_strip(words);
  }

  void paint(int corner) {
    for (int number = corner / surface_width_; number * surface_width_ < corner + screen_.width; ++number) {
      int const left = std::max(0, number * surface_width_ - corner);
      int const right = std::min(screen_.width, (number + 1) * surface_width_ - corner);
      cairo_set_source_surface(to_target_.get(), surfaces_[static_cast<std::size_t>(number)].get(),
                               number * surface_width_ - corner, 0);
      cairo_pattern_set_filter(cairo_get_source(to_target_.get()), CAIRO_FILTER_NEAREST);
      cairo_rectangle(to_target_.get(), left, 0, right - left, screen_.height);
      cairo_fill(to_target_.get());
    }
    cairo_surface_flush(target_.get());
  }

  /// The frame as a screen is sent it: red, green, blue. One store of four bytes, the last of which the next pixel
  /// overwrites, is faster than three stores of one; the fastest portable loop of those tried.
  void pack() {
    auto const* const bytes = cairo_image_surface_get_data(target_.get());
    auto const stride = static_cast<std::size_t>(cairo_image_surface_get_stride(target_.get()));
    auto const width = static_cast<std::size_t>(screen_.width);
    auto* out = packed_.data();
    for (std::size_t y = 0; y < static_cast<std::size_t>(screen_.height); ++y) {
      auto const* row = bytes + y * stride;
      for (std::size_t x = 0; x < width; ++x, row += 4, out += 3) {
        std::uint32_t pixel = 0;
        std::memcpy(&pixel, row, sizeof(pixel));
        pixel = __builtin_bswap32(pixel) >> 8U;  // 0x00RRGGBB becomes R, G, B in memory
        std::memcpy(out, &pixel, sizeof(pixel));
      }
    }
    asm volatile("" ::"r"(packed_.data()) : "memory");  // or the compiler would leave out all but the last
  }

  int width() const { return width_; }

  /// How much of the picture is not dark, to see that there is one.
  double lit() const {
    auto const* pixels = cairo_image_surface_get_data(target_.get());
    auto const bytes = cairo_image_surface_get_stride(target_.get()) * screen_.height;
    std::int64_t lit = 0;
    for (int i = 0; i < bytes; i += 4) lit += pixels[i] + pixels[i + 1] + pixels[i + 2] > 0;
    return static_cast<double>(lit) * 4 / bytes;
  }

 private:
  void draw_strip(std::string const& words) {
    FontPtr const font(pango_font_description_from_string("Noto Sans CJK SC"));
    pango_font_description_set_absolute_size(font.get(), screen_.height * PANGO_SCALE);  // one em for all rows, as ours
    ObjectPtr const layout(pango_cairo_create_layout(to_target_.get()));
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    pango_layout_set_text(layout.get(), words.data(), static_cast<int>(words.size()));
    pango_layout_get_pixel_size(layout.get(), &width_, nullptr);
    double const baseline = 0.88 * screen_.height;
    for (int left = 0; left < width_; left += surface_width_) {
      auto surface = surface_of(surface_width_, screen_.height);
      CairoPtr const cairo(cairo_create(surface.get()));
      cairo_set_source_rgb(cairo.get(), 1, 0.25, 0.125);
      cairo_translate(cairo.get(), -left, baseline - pango_layout_get_baseline(layout.get()) / double{PANGO_SCALE});
      pango_cairo_show_layout(cairo.get(), layout.get());
      cairo_surface_flush(surface.get());
      surfaces_.push_back(std::move(surface));
    }
  }

  Size screen_;
  int surface_width_;
  int width_ = 0;
  SurfacePtr target_;
  CairoPtr to_target_;
  std::vector<SurfacePtr> surfaces_;
  std::vector<std::uint8_t> packed_;
};

// The fastest of a few widths of surfaces.
Figure against_fastest(Setup const& setup, std::string name, Size screen, Packing packing) {
  constexpr std::array surface_widths{32'767, 8'192, 4'096, 2'048};
  Figure best{std::move(name), "frames/s", {}, {}, {}, {}};
  double best_rival = std::numeric_limits<double>::max();
  for (int const surface_width : surface_widths) {
    PangoScroll rival(setup.zh2000, screen, surface_width);
    int const beats = (rival.width() - screen.width) / scroll_step;
    auto const costs = compare_scroll(setup, screen, [&](int turn) {
      rival.paint(turn % beats * scroll_step);
      if (packing == Packing::packed) rival.pack();
    });
    best.more["baseline_us_a_frame_at_" + std::to_string(surface_width)] = median(costs.rival) / 1e3;
    if (median(costs.rival) >= best_rival) continue;
    best_rival = median(costs.rival);
    best.value = 1e9 / median(costs.product);
    best.baseline = 1e9 / best_rival;
    best.more["surface_width"] = surface_width;
    best.more["baseline_lit"] = rival.lit();
  }
  auto const versions = "Pango " + std::string(pango_version_string()) + ", cairo " + cairo_version_string();
  best.more["baseline_is"] =
      versions + (packing == Packing::packed ? ", from surfaces drawn beforehand, packed to three bytes a pixel"
                                             : ", from surfaces drawn beforehand, left at four bytes a pixel");
  return best;
}

Figures peer_pango(Setup const& setup, std::string const& name, Size screen, double goal) {
  auto packed = against_fastest(setup, name, screen, Packing::packed);
  packed.bar = {Bar::On::ratio, Bar::Sense::at_least, goal};
  return {std::move(packed), against_fastest(setup, name + "_unpacked", screen, Packing::unpacked)};
}

constexpr std::array measurements{
    Measurement{"peer_pango_512x32",
                [](Setup const& setup) { return peer_pango(setup, "peer_pango_512x32", small_screen, 6); }},
    Measurement{"peer_pango_1920x128",
                [](Setup const& setup) { return peer_pango(setup, "peer_pango_1920x128", large_screen, 5); }},
};

}  // namespace

std::span<Measurement const> peer_pango_measurements() { return measurements; }

}  // namespace signboard
