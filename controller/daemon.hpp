#pragma once

#include "controller/backstage.hpp"
#include "controller/clock.hpp"
#include "controller/config.hpp"
#include "controller/desk.hpp"
#include "controller/fault_book.hpp"
#include "controller/file_watch.hpp"
#include "controller/http/live.hpp"
#include "controller/http/server.hpp"
#include "controller/playlist_file.hpp"
#include "controller/stage_thread.hpp"
#include "controller/workshop.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signboard {

/// The program, put together. Members stand in order of dependence: each may use those above it, and they end in the
/// opposite order. Runs the desk on the thread that calls run().
class Daemon {
 public:
  Daemon(Config config, std::unique_ptr<Typesetter> typesetter, Clock const& clock, StageThread::Priority priority);
  ~Daemon();
  Daemon(Daemon const&) = delete;
  Daemon& operator=(Daemon const&) = delete;

  /// Starts screens and preview and publishes the playlists. An error is one without which it would be of no use: a
  /// screen that cannot be driven, an address that is taken.
  Result<void> start();

  /// Until SIGTERM or SIGINT; SIGHUP reads configuration and playlists again.
  void run();

  /// Where the preview page is: http://127.0.0.1:8470/ , or empty.
  std::string preview_url() const;

 private:
  struct Running {
    Screen screen;
    std::size_t place;
  };

  StageThread::Callbacks callbacks();
  Backstage::Wiring wiring();
  Answers answers();
  static Result<StageThread::NewScreen> prepare(Screen const& screen);
  void add_screen(Screen const& screen, StageThread::NewScreen prepared);
  void adopt(Config fresh);
  void change_screens(std::vector<std::optional<StageThread::NewScreen>> prepared);
  Result<void> listen();
  void listen_again();
  void set_backstage();
  void await_signal();
  void reload();
  void publish();
  void look_at_properties();
  void watch_files();
  void look_at_playlists();
  void look_around();
  void note_shown();
  std::vector<StandingFault> const& look_for_faults();
  std::vector<MetricFamily> metrics();
  Desk::Wiring desk_wiring();
  Desk::Rules desk_rules() const;
  std::vector<LiveScreen> live_screens() const;
  void pass_watched(std::vector<bool> const& watched);

  Config config_;
  Clock const& clock_;
  StageThread::Priority priority_;
  /// The last one is in use; the others wait for connections to end that still know them, which is when io_ ends.
  std::vector<std::unique_ptr<Live>> lives_;
  boost::asio::io_context io_{1};
  boost::asio::signal_set signals_;
  boost::asio::steady_timer watch_, second_;
  FileWatch property_watch_, playlist_watch_;
  bool playlists_unsettled_ = false;
  std::vector<Running> running_;
  std::vector<ScreenStatus> status_;
  std::string status_text_;  ///< the same as JSON; empty until it is asked for, whenever what it is made of changes
  AcceptedFiles accepted_;
  /// What is wrong in the files as they were read last.
  std::vector<Error> playlist_faults_, property_faults_, config_faults_;
  FaultBook fault_book_;
  Workshop workshop_;
  std::unique_ptr<HttpServer> http_;
  StageThread stage_;
  Backstage backstage_;
  Desk desk_;
};

}  // namespace signboard
