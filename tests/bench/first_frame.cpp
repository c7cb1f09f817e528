// From UTF-8 to the first frame that is full of text, as a person who has just published something waits for it. Warm:
// in a process that has its fonts open and has set other text, but draws each of these glyphs for the first time.

#include "tests/bench/bench.hpp"
#include "tests/bench/child.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/scenes.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/bench/texts.hpp"

#include <array>
#include <cstdint>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr int rounds = 15;
constexpr int long_text_characters = 20'000;
constexpr double warm_goal_ms = 5;
constexpr double longer_goal = 2;
constexpr double cold_goal_ms = 1'000;
constexpr auto cold_patience = 60s;

// A moment by two clocks: what a person waits, and what this thread worked. On a machine that does nothing else they
// agree; the second one is for comparing short times with each other.
struct Moment {
  std::int64_t steady = steady_time(), cpu = cpu_time();
};

struct Spent {
  double waited_ms = 0, worked_ms = 0;
  void add(Moment const& begin, Moment const& end) {
    waited_ms += milliseconds(begin.steady, end.steady);
    worked_ms += milliseconds(begin.cpu, end.cpu);
  }
};

// Tells how long the product's typesetter took for the part that grows with the text.
class TimedTypesetter final : public Typesetter {
 public:
  explicit TimedTypesetter(Typesetter& typesetter) : typesetter_(typesetter) {}

  std::vector<Error> const& trouble() const override { return typesetter_.trouble(); }
  Result<Setting> set_line(std::string_view text, TypeStyle const& style) override {
    Moment const begin;
    auto set = typesetter_.set_line(text, style);
    setting_.add(begin, Moment());
    return set;
  }
  Result<Setting> set_lines(std::string_view text, TypeStyle const& style, int width) override {
    Moment const begin;
    auto set = typesetter_.set_lines(text, style, width);
    setting_.add(begin, Moment());
    return set;
  }
  TilePtr ink(Strip const& strip, int tile) override { return typesetter_.ink(strip, tile); }
  Result<Explanation> explain(std::string_view text, TypeStyle const& style) override {
    return typesetter_.explain(text, style);
  }
  std::size_t cached_bytes() const override { return typesetter_.cached_bytes(); }

  Spent const& setting() const { return setting_; }

 private:
  Typesetter& typesetter_;
  Spent setting_;
};

struct Times {
  Spent total, setting;
};

Times first_frame(Announcement const& announcement, Size screen, Typesetter& typesetter) {
  TimedTypesetter timed(typesetter);
  Times times;
  Moment const begin;
  auto const scene = scene_of(announcement, screen, timed);
  InkTable table;
  Painter painter(scene);
  Frame frame(screen);
  auto const beat = full_beats(*scene).first;
  ink_for(scene->parts.front(), beat, timed, table);
  if (!painter.paint(beat, from(table), frame)) throw std::runtime_error("ink is missing");
  times.total.add(begin, Moment());
  times.setting = timed.setting();
  return times;
}

struct Rounds {
  std::vector<double> total_ms, setting_ms, apart_cpu_ms;

  void add(Times const& times) {
    total_ms.push_back(times.total.waited_ms);
    setting_ms.push_back(times.setting.waited_ms);
    apart_cpu_ms.push_back(times.total.worked_ms - times.setting.worked_ms);
  }
};

// A typesetter for each: what one has drawn it keeps.
Times warm_first_frame(Announcement const& announcement, Size screen) {
  auto const typesetter = open_fonts();
  first_frame(scrolling("公告 0123"), screen, *typesetter);
  return first_frame(announcement, screen, *typesetter);
}

// How much of a file the system holds in memory, 0 to 1.
double resident_share(std::filesystem::path const& path) {
  int const file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  auto const bytes = static_cast<std::size_t>(std::filesystem::file_size(path));
  void* const mapped = mmap(nullptr, bytes, PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (mapped == MAP_FAILED) return 0;
  auto const page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  std::vector<unsigned char> pages((bytes + page - 1) / page);
  std::size_t resident = 0;
  if (mincore(mapped, bytes, pages.data()) == 0)
    for (auto const flags : pages) resident += flags & 1U;
  munmap(mapped, bytes);
  return static_cast<double>(resident) / static_cast<double>(pages.size());
}

void let_go(std::filesystem::path const& path) {
  int const file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
  close(file);
}

// Clears what the system remembers of files; where that is not allowed, at least of the fonts and of this program.
std::string_view chill(Setup const& setup) {
  sync();
  std::ofstream drop("/proc/sys/vm/drop_caches");
  drop << "1" << std::flush;
  if (drop) return "drop_caches";
  for (auto const& font : debian_manifest()) let_go(font.path);
  let_go(setup.self);
  return "fadvise on the fonts";
}

Figure cold_first_frame(Setup const& setup, std::string name, Size screen) {
  Folder const folder;
  folder.write("words.txt", setup.zh2000);
  auto const output = folder.path() / "output.txt";
  auto const how = chill(setup);
  auto const resident = resident_share(debian_manifest().front().path);
  Child child({setup.self.string(), "--cold-first-frame", std::to_string(screen.width), std::to_string(screen.height),
               (folder.path() / "words.txt").string()},
              output);
  if (child.exit_code(cold_patience) != 0) return not_measured(std::move(name), "ms", contents(output));
  Figure figure{std::move(name), "ms", std::stod(contents(output)), {}, {}, {}};
  figure.bar = {Bar::On::value, Bar::Sense::at_most, cold_goal_ms};
  figure.more["cooled_by"] = how;
  figure.more["font_in_memory"] = resident;
  if (resident > 0.05) figure.more["note"] = "another program holds part of the font in memory: not quite cold";
  figure.more["includes"] = "Typesetter::open";
  return figure;
}

Figures first_frames(Setup const& setup, std::string const& name, Size screen) {
  auto const usual = scrolling(setup.zh2000);
  auto const longer = scrolling(repeated(setup.zh2000, long_text_characters));
  Rounds of_usual, of_longer;
  for (int round = 0; round < rounds; ++round) {
    of_usual.add(warm_first_frame(usual, screen));
    of_longer.add(warm_first_frame(longer, screen));
  }
  Figure first{name, "ms", median(of_usual.total_ms), {}, {Bar::On::value, Bar::Sense::at_most, warm_goal_ms}, {}};
  first.more["set_line_ms"] = median(of_usual.setting_ms);
  first.more["apart_from_set_line_cpu_ms"] = median(of_usual.apart_cpu_ms);
  Figure second{name + "_20000", "ms", median(of_longer.apart_cpu_ms), median(of_usual.apart_cpu_ms), {}, {}};
  second.bar = {Bar::On::ratio, Bar::Sense::at_most, longer_goal};
  second.more["value_is"] = "CPU without set_line";
  second.more["baseline_is"] = "the same for 2,000 characters";
  second.more["total_ms"] = median(of_longer.total_ms);
  second.more["set_line_ms"] = median(of_longer.setting_ms);
  return {std::move(first), std::move(second), cold_first_frame(setup, name + "_cold", screen)};
}

constexpr std::array measurements{
    Measurement{"first_frame_512x32",
                [](Setup const& setup) { return first_frames(setup, "first_frame_512x32", small_screen); }},
    Measurement{"first_frame_1920x128",
                [](Setup const& setup) { return first_frames(setup, "first_frame_1920x128", large_screen); }},
};

}  // namespace

int print_cold_first_frame(Size screen, std::string const& words) {
  auto const begin = steady_time();
  auto const typesetter = open_fonts();
  first_frame(scrolling(words), screen, *typesetter);
  std::printf("%.3f\n", milliseconds(begin, steady_time()));
  return 0;
}

std::span<Measurement const> first_frame_measurements() { return measurements; }

}  // namespace signboard
