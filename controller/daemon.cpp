#include "controller/daemon.hpp"

#include "base/limits.hpp"
#include "controller/http/local_socket.hpp"
#include "controller/log.hpp"
#include "controller/messages.hpp"
#include "controller/playlist_file.hpp"
#include "controller/remarks.hpp"
#include "controller/venue.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <optional>
#include <thread>
#include <unistd.h>

namespace signboard {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds look_at_files_every{2};

// For whoever has to black the screens out when nothing else answers (docs/manual.md).
void write_pid(std::filesystem::path const& state) { std::ofstream(state / "signboardd.pid") << ::getpid() << '\n'; }

// One line of the log for what the fonts found in a text.
std::string remark_line(std::string const& what, Look const& look, Remark const& remark) {
  auto const& [language, finding] = remark;
  return what + " (" + language + ") at " + std::to_string(look.size.width) + "x" + std::to_string(look.size.height) +
         ": " + worded(finding, Language::en);
}

}  // namespace

Daemon::Daemon(Config config, std::unique_ptr<Typesetter> typesetter, Clock const& clock,
               StageThread::Priority priority)
    : config_(std::move(config)),
      clock_(clock),
      priority_(priority),
      signals_(io_, SIGTERM, SIGINT, SIGHUP),
      watch_(io_),
      second_(io_),
      workshop_(std::move(typesetter), clock),
      stage_(workshop_, clock_, callbacks()),
      backstage_(workshop_, clock_, wiring()),
      desk_(backstage_, workshop_, clock_, desk_wiring(), desk_rules()) {
  boost::system::error_code ignored;
  signals_.add(SIGUSR1, ignored);
}

Daemon::~Daemon() {
  if (http_) http_->stop();
  desk_.stop();
  stage_.stop();
  workshop_.stop();  // its answers are posted to loops that are still there, and are never run
}

StageThread::Callbacks Daemon::callbacks() {
  return {
      .lacking =
          [this] {
            asio::post(io_, [this] {
              desk_.watch_clock();
              backstage_.plan();
            });
          },
      .status =
          [this](std::vector<ScreenStatus> status) {
            asio::post(io_, [this, status = std::move(status)]() mutable {
              status_ = std::move(status);
              status_text_.clear();
              note_shown();
            });
          },
      .preview =
          [this](std::size_t place, FramePtr frame, WallTime at) {
            asio::post(io_, [this, place, frame = std::move(frame), at] {
              auto const found = std::ranges::find(running_, place, &Running::place);
              if (!lives_.empty() && found != running_.end())
                lives_.back()->show(static_cast<std::size_t>(found - running_.begin()), frame, at);
            });
          },
      .trouble = [](std::string const& screen,
                    Error const& trouble) { log::warn("screen \"" + screen + "\"", trouble); },
      .evidence =
          [this](std::string const& screen, FramePtr frame, WallTime at) {
            asio::post(io_, [this, screen, frame = std::move(frame), at] { desk_.keep_evidence(screen, *frame, at); });
          },
  };
}

Backstage::Wiring Daemon::wiring() {
  return {
      .executor = io_.get_executor(),
      .release = [this](Release release) { stage_.adopt(std::move(release)); },
      .composed =
          [](std::string const& what, Look const& look, Result<Composed> const& composed) {
            if (!composed) return log::error(what + " is not shown", composed.error());
            for (auto const& remark : composed->remarks) log::warn(remark_line(what, look, remark));
            if (composed->overflow_pages > 0)
              log::warn(
                  what + ": " +
                  worded("finding.overflow", {{"pages", std::to_string(composed->overflow_pages + 1)}}, Language::en));
          },
  };
}

Result<void> Daemon::start() {
  for (auto const& screen : config_.screens) {
    auto prepared = prepare(screen);
    if (!prepared) return prepared.error();
    add_screen(screen, std::move(*prepared));
  }
  desk_.open();
  if (auto listening = listen(); !listening) return listening;
  set_backstage();
  publish();
  desk_.tell_screens();
  write_pid(config_.state);
  if (!stage_.start(priority_))
    log::warn(
        "the system does not allow real-time priority; under load the scroll may stutter "
        "(grant CAP_SYS_NICE, or LimitRTPRIO=20 in the service file)");
  await_signal();
  watch_files();
  look_around();
  return {};
}

Result<StageThread::NewScreen> Daemon::prepare(Screen const& screen) {
  auto const* const kind = find_driver(screen.driver);
  if (kind == nullptr)
    return fault(Code::not_found, "daemon.no_driver", {{"screen", screen.name}, {"driver", screen.driver}});
  auto line = parse_line(screen.line, kind->default_port);
  if (!line) return line.error();
  Settings settings(screen.settings);
  auto driver = kind->make(Panel{screen.name, screen.size, screen.depth}, settings);
  if (!driver) return driver.error();
  LinkHabits habits;
  habits.screen = screen.name;
  habits.frame_period = std::chrono::nanoseconds(std::chrono::seconds(1)) / screen.fps;
  habits.after_loss = screen.after_loss;
  return StageThread::NewScreen{screen.name,        screen.size,      screen.after_stop,
                                std::move(*driver), std::move(*line), std::move(habits)};
}

void Daemon::add_screen(Screen const& screen, StageThread::NewScreen prepared) {
  running_.push_back({screen, stage_.add(std::move(prepared))});
  log::note("screen \"" + screen.name + "\": " + screen.driver + " over " + screen.line);
}

void Daemon::set_backstage() {
  std::vector<Backstage::Screen> screens;
  screens.reserve(running_.size());
  for (auto const& [screen, place] : running_) screens.push_back({venue_of(screen, config_), place});
  backstage_.set_screens(std::move(screens));
}

std::vector<LiveScreen> Daemon::live_screens() const {
  std::vector<LiveScreen> screens;
  screens.reserve(running_.size());
  for (auto const& [screen, place] : running_) screens.push_back({screen.name, screen.size, screen.depth});
  return screens;
}

// Watchers know screens by their order in the configuration, the stage by place.
void Daemon::pass_watched(std::vector<bool> const& watched) {
  std::vector<bool> places;
  for (std::size_t i = 0; i < running_.size() && i < watched.size(); ++i) {
    if (!watched[i]) continue;
    places.resize(std::max(places.size(), running_[i].place + 1));
    places[running_[i].place] = true;
  }
  stage_.watch(std::move(places));
}

Result<void> Daemon::listen() {
  if (!config_.preview && config_.socket && config_.socket->empty()) return {};
  auto& live = *lives_.emplace_back(std::make_unique<Live>(live_screens()));
  live.on_watched_change = [this](std::vector<bool> const& watched) { pass_watched(watched); };
  HttpSettings settings;
  if (config_.preview)
    settings.address = config_.preview_address;
  else
    settings.address.clear();
  settings.port = config_.preview_port;
  settings.socket = config_.socket.value_or(default_socket_path());
  auto server = HttpServer::listen(io_, settings, answers(), live);
  if (!server && !settings.socket.empty()) {
    // Another daemon may have the socket, or its folder may not be ours; the screens and the page are there all the
    // same.
    log::warn("the API has no unix socket", server.error());
    settings.socket.clear();
    if (settings.address.empty()) return {};
    server = HttpServer::listen(io_, std::move(settings), answers(), live);
  }
  if (!server) return server.error();
  http_ = std::move(*server);
  return {};
}

std::string Daemon::preview_url() const {
  if (!http_) return {};
  bool const v6 = config_.preview_address.find(':') != std::string::npos;
  auto const host = v6 ? "[" + config_.preview_address + "]" : config_.preview_address;
  return "http://" + host + ":" + std::to_string(http_->port()) + "/";
}

void Daemon::publish() {
  playlist_watch_.changed(config_.playlists);
  playlists_unsettled_ = false;
  auto loaded = load_playlists(config_, accepted_);
  for (auto const& error : loaded.errors) log::error("", error);
  if (!loaded.errors.empty())
    log::warn(
        "a playlist with mistakes stays as it was before them; correct it and reload (at the start: what is right "
        "in it is shown)");
  playlist_faults_ = std::move(loaded.errors);
  property_watch_.changed(property_files(config_));
  look_at_properties();
  log::note("publishing " + std::to_string(loaded.value.size()) + " announcements");
  desk_.set_rules(rules_of(config_));
  desk_.set_files(std::move(loaded.value));
}

// One that cannot be read leaves its area empty, and the log says why; the rest of the screen plays on.
void Daemon::look_at_properties() {
  auto properties = load_properties(config_);
  for (auto const& error : properties.errors) log::error("", error);
  property_faults_ = std::move(properties.errors);
  backstage_.set_properties(std::move(properties.value));
}

// Tables and playlists are kept by people who know nothing of this program: what they save is on the screen within
// seconds.
void Daemon::watch_files() {
  watch_.expires_at(clock_.now().steady + look_at_files_every);
  watch_.async_wait([this](boost::system::error_code cancelled) {
    if (cancelled) return;
    if (property_watch_.changed(property_files(config_))) {
      look_at_properties();
      backstage_.plan();
    }
    look_at_playlists();
    watch_files();
  });
}

// A file that is just being written or copied is left alone until it has stayed the same from one look to the next.
void Daemon::look_at_playlists() {
  if (playlist_watch_.changed(config_.playlists))
    playlists_unsettled_ = true;
  else if (std::exchange(playlists_unsettled_, false))
    publish();
}

void Daemon::look_around() {
  second_.expires_at(clock_.now().steady + std::chrono::seconds{1});
  second_.async_wait([this](boost::system::error_code cancelled) {
    if (cancelled) return;
    desk_.look_around();
    look_for_faults();
    look_around();
  });
}

// For the ledger: what each area of each screen has been showing.
void Daemon::note_shown() {
  auto const wall = clock_.now().wall;
  for (auto const& [show, link] : status_) {
    auto const* const screen = backstage_.find_screen(show.screen);
    if (screen == nullptr) continue;
    auto const& areas = screen->venue.layout.areas;
    bool const dark = !link.up || !link.on;
    for (std::size_t i = 0; i < show.items.size(); ++i) {
      auto const area = areas.size() == show.items.size() ? areas[i].name : std::string();
      desk_.saw(show.screen, area, dark || !show.items[i] ? Id() : show.items[i]->id, wall);
    }
  }
}

Desk::Wiring Daemon::desk_wiring() {
  return {.executor = io_.get_executor(),
          .black_out =
              [this](std::size_t place, bool dark) {
                stage_.black_out(place, dark);
                status_text_.clear();
              },
          .latest_played = [this] { return stage_.latest_played(); },
          .note = [](std::string const& note) { log::note(note); },
          .warn = [](std::string const& at, Error const& error) { log::warn(at, error); }};
}

Desk::Rules Daemon::desk_rules() const {
  return {.state = config_.state,
          .playlist = rules_of(config_),
          .urgent = {config_.urgent_longest, config_.utc_offset},
          .clock_step = config_.clock_step,
          .built = build_time()};
}

void Daemon::await_signal() {
  signals_.async_wait([this](boost::system::error_code cancelled, int number) {
    if (cancelled) return;
    if (number == SIGUSR1) {
      desk_.black_out_all("signal", "SIGUSR1");
      return await_signal();
    }
    if (number == SIGHUP) {
      reload();
      return await_signal();
    }
    log::note("stopping");
    if (http_) http_->stop();
    watch_.cancel();
    second_.cancel();
    desk_.stop();
    stage_.stop();
    io_.stop();
  });
}

void Daemon::reload() {
  log::note("reading " + config_.file.string() + " again");
  auto fresh = load_config(config_.file);
  for (auto const& error : fresh.errors) log::error("", error);
  config_faults_ = std::move(fresh.errors);
  if (!config_faults_.empty())
    log::error("the configuration stays as it was");
  else
    adopt(std::move(fresh.value));
  publish();
}

void Daemon::adopt(Config fresh) {
  std::vector<std::optional<StageThread::NewScreen>> prepared;
  for (auto const& screen : fresh.screens) {
    prepared.emplace_back();
    if (std::ranges::find(running_, screen, &Running::screen) != running_.end()) continue;
    auto made = prepare(screen);  // all of them, before any screen is given up for its successor
    if (!made) {
      config_faults_.push_back(made.error());
      return log::error("the configuration stays as it was: screen \"" + screen.name + "\"", made.error());
    }
    prepared.back() = std::move(*made);
  }
  if (fresh.preview != config_.preview || fresh.preview_address != config_.preview_address ||
      fresh.preview_port != config_.preview_port || fresh.fonts_root != config_.fonts_root)
    log::warn("a new preview address or fonts folder takes effect at the next start");
  bool const page_is_stale = fresh.screens != config_.screens || fresh.utc_offset != config_.utc_offset;
  config_.playlists = std::move(fresh.playlists);
  config_.utc_offset = fresh.utc_offset;
  status_text_.clear();
  config_.screens = std::move(fresh.screens);
  change_screens(std::move(prepared));
  if (page_is_stale && config_.preview) listen_again();
}

// A screen that did not change keeps its line and its frame in hand.
void Daemon::change_screens(std::vector<std::optional<StageThread::NewScreen>> prepared) {
  auto before = std::exchange(running_, {});
  auto const stays = [this](Running const& running) {
    return std::ranges::find(config_.screens, running.screen) != config_.screens.end();
  };
  for (auto const& running : before)  // the lines must be free before they are opened anew
    if (!stays(running)) stage_.remove(running.place);
  for (std::size_t i = 0; i < config_.screens.size(); ++i) {
    auto const& screen = config_.screens[i];
    if (prepared[i])
      add_screen(screen, std::move(*prepared[i]));
    else
      running_.push_back(*std::ranges::find(before, screen, &Running::screen));
  }
  set_backstage();
  desk_.tell_screens();
}

// Watchers know a fixed list of screens: they are let go, and their pages come back by themselves.
void Daemon::listen_again() {
  if (http_) config_.preview_port = http_->port();
  http_.reset();
  if (auto listening = listen(); !listening) log::error("preview", listening.error());
}

// While somebody waits for the disk, the desk looks for the answer and does not go to sleep: a processor that falls
// asleep meanwhile wakes 20 to 40 us late, twice a change. A disk that takes longer than so many looks, some
// milliseconds, is waited for asleep.
void Daemon::run() {
  constexpr int looks_at_most = 2'000;
  int looks = 0;
  while (!io_.stopped()) {
    if (desk_.is_saving() && looks < looks_at_most) {
      if (io_.poll_one() > 0) continue;
      ++looks;
      std::this_thread::yield();
    } else {
      io_.run_one();
      looks = 0;
    }
  }
}

}  // namespace signboard
