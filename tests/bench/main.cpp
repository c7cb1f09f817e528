#include "tests/bench/bench.hpp"
#include "tests/bench/child.hpp"
#include "tests/bench/report.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <stdexcept>

namespace {

using namespace signboard;

constexpr int exit_missed = 1;
constexpr int exit_asked_wrong = 2;

std::vector<Measurement> all_measurements() {
  std::vector<Measurement> all;
  for (auto const some :
       {scroll_measurements(), effect_measurements(), peer_pango_measurements(), first_frame_measurements(),
        long_text_measurements(), lineup_measurements(), ddp_measurements(), serial_measurements(),
        motion_measurements(), memory_measurements(), start_measurements(), restart_measurements(),
        store_measurements(), http_measurements(), urgent_measurements(), signsim_measurements()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

// In the order of the list, whatever the order asked for; all if none is named.
std::vector<Measurement> chosen(std::vector<std::string> const& names) {
  auto all = all_measurements();
  for (auto const& name : names)
    if (std::ranges::find(all, name, &Measurement::name) == all.end())
      throw CLI::ValidationError("there is no measurement called " + name);
  if (!names.empty())
    std::erase_if(all, [&](auto const& each) { return std::ranges::find(names, each.name) == names.end(); });
  return all;
}

Figures taken(Measurement const& measurement, Setup const& setup) {
  try {
    return measurement.take(setup);
  } catch (std::exception const& broken) {
    return {not_measured(std::string(measurement.name), "-", broken.what())};
  }
}

int measure(std::vector<Measurement> const& measurements, Setup const& setup, std::filesystem::path const& json) {
  Figures all;
  print_head(std::cout);
  for (auto const& measurement : measurements) {
    for (auto& figure : taken(measurement, setup)) {
      print_row(std::cout, figure);
      all.push_back(std::move(figure));
    }
  }
  if (!write_json(all, json)) {
    std::cerr << "cannot write " << json.string() << '\n';
    return exit_missed;
  }
  std::cout << json.string() << '\n';
  return std::ranges::all_of(all, &Figure::pass) ? 0 : exit_missed;
}

std::string names_of_all() {
  std::string names;
  for (auto const& measurement : all_measurements()) names += "\n  " + std::string(measurement.name);
  return names;
}

}  // namespace

int main(int argc, char** argv) {
  auto const self = std::filesystem::read_symlink("/proc/self/exe");
  Setup setup{self.parent_path(), self, contents(SIGNBOARD_BENCH_TEXT), Length::usual};
  auto json = self.parent_path().parent_path() / "bench.json";
  std::vector<std::string> names, cold;
  bool with_long_runs = false;
  CLI::App app("signboard-bench: each figure against a bound of the same run (tests/bench/README.md)");
  app.add_option("names", names, "only these:" + names_of_all());
  app.add_flag("--long", with_long_runs, "the runs of ten minutes as well");
  app.add_option("--json", json, "where the rows go")->capture_default_str();
  app.add_option("--bin", setup.programs, "the folder of signboardd")->capture_default_str();
  app.add_option("--cold-first-frame", cold, "what a fresh process does: WIDTH HEIGHT FILE")->expected(3)->group("");
  try {
    app.parse(argc, argv);
    if (!cold.empty()) return print_cold_first_frame({std::stoi(cold[0]), std::stoi(cold[1])}, contents(cold[2]));
    auto const measurements = chosen(names);
    if (with_long_runs || !names.empty()) setup.length = Length::with_long_runs;  // what is named is wanted
    return measure(measurements, setup, json);
  } catch (CLI::ParseError const& wrong) {
    return app.exit(wrong) == 0 ? 0 : exit_asked_wrong;
  } catch (std::exception const& broken) {
    std::cerr << broken.what() << '\n';
    return exit_missed;
  }
}
