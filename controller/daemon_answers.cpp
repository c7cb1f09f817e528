// What the daemon tells of itself: screens, line-ups, status, faults and metrics. All else is answered by the desk.

#include "base/limits.hpp"
#include "controller/daemon.hpp"
#include "controller/help/fault_numbers.hpp"
#include "controller/lineup_json.hpp"

#include <ranges>

namespace signboard {

Answers Daemon::answers() {
  Answers answers{
      .screens =
          [this] {
            boost::json::array all;
            for (auto const& running : running_) all.push_back(to_json(running.screen));
            return boost::json::value(std::move(all));
          },
      .lineup = [this](std::string_view name, std::optional<WallTime> at) -> Result<boost::json::value> {
        auto const* const screen = backstage_.find_screen(name);
        if (screen == nullptr) return fault(Code::not_found, "daemon.no_screen", {{"screen", std::string(name)}});
        auto const wall = at.value_or(clock_.now().wall);
        auto outlook = backstage_.outlook(*screen, wall);
        Moment moment{name,
                      wall,
                      outlook.bill.until,
                      {},
                      {},
                      config_.utc_offset,
                      outlook.bill.light,
                      !at && desk_.is_dark(std::string(name)),
                      desk_.withheld()};
        moment.judged = backstage_.bulletin()->judged(channels_of(screen->venue), wall);
        for (std::size_t i = 0; i < outlook.bill.areas.size(); ++i)
          moment.areas.push_back({std::move(outlook.bill.areas[i]), std::move(outlook.programmes[i])});
        return to_json(moment);
      },
      .status =
          [this] {
            auto const is_dark = [this](std::string const& screen) { return desk_.is_dark(screen); };
            if (status_text_.empty()) status_text_ = json_text(status_, is_dark, config_.utc_offset);
            return status_text_;
          },
      .utc_offset = config_.utc_offset,
  };
  answers.faults = [this](Asked const& asked, Tell const& tell) {
    boost::json::array all;
    for (auto const& each : look_for_faults()) all.push_back(to_json(each, asked.language, config_.utc_offset));
    tell(plain_reply(boost::json::object{{"faults", std::move(all)}}));
  };
  answers.metrics = [this] { return metrics(); };
  desk_.answer_for(answers);
  return answers;
}

std::vector<StandingFault> const& Daemon::look_for_faults() {
  std::vector<StandingFault> now;
  auto const put_some = [&now](std::vector<Error> const& errors, std::string_view number) {
    for (auto const& error : errors | std::views::take(limits::faults_of_a_kind))
      now.push_back({error, {}, number, {}});
  };
  for (auto const& [show, link] : status_)
    if (link.trouble) now.push_back({*link.trouble, show.screen, {}, link.trouble_since});
  for (auto& error : desk_.faults()) now.push_back({std::move(error), {}, {}, {}});
  put_some(playlist_faults_, faulty_playlist);
  put_some(property_faults_, faulty_table_or_picture);
  put_some(config_faults_, faulty_configuration);
  fault_book_.look(std::move(now), clock_.now().wall);
  return fault_book_.standing();
}

std::vector<MetricFamily> Daemon::metrics() {
  using Kind = MetricFamily::Kind;
  std::vector<MetricFamily> all{
      {"signboard_line_up", "Whether the line to the screen is up.", Kind::gauge, {}},
      {"signboard_frames_sent_total", "Frames said to the end.", Kind::counter, {}},
      {"signboard_frames_late_total", "Frames said late.", Kind::counter, {}},
      {"signboard_packets_dropped_total", "Packets not taken.", Kind::counter, {}},
      {"signboard_beats_skipped_total", "Beats without a picture.", Kind::counter, {}},
      {"signboard_commands_confirmed_total", "Commands the card accepted.", Kind::counter, {}},
      {"signboard_faults", "Faults that stand now.", Kind::gauge, {}},
      {"signboard_store_changes_total", "Changes handed to the store and answered.", Kind::counter, {}},
      {"signboard_store_transactions_total",
       "Transactions they shared; each waited for the disk once.",
       Kind::counter,
       {}},
      {"signboard_settings_total", "Texts that were set for a screen.", Kind::counter, {}},
      {"signboard_setting_seconds_total", "The time it took to set them.", Kind::counter, {}}};
  for (auto const& [show, link] : status_) {
    std::vector<std::pair<std::string, std::string>> const labels{{"screen", show.screen}};
    auto const put = [&](std::size_t family, double value) { all[family].samples.push_back({labels, value}); };
    put(0, link.up ? 1 : 0);
    put(1, static_cast<double>(link.frames));
    put(2, static_cast<double>(link.late));
    put(3, static_cast<double>(link.dropped_packets));
    put(4, static_cast<double>(show.skipped_beats));
    // A card that never answers has no such figure.
    if (link.confirms >= LinkStatus::Confirms::greeting) put(5, static_cast<double>(link.confirmed));
  }
  all[6].samples.push_back({{}, static_cast<double>(look_for_faults().size())});
  auto const tally = desk_.store_tally();
  all[7].samples.push_back({{}, static_cast<double>(tally.changes)});
  all[8].samples.push_back({{}, static_cast<double>(tally.transactions)});
  auto const set = workshop_.tally();
  all[9].samples.push_back({{}, static_cast<double>(set.settings)});
  all[10].samples.push_back({{}, std::chrono::duration<double>(set.spent).count()});
  return all;
}

}  // namespace signboard
