#pragma once

#include "controller/clock.hpp"
#include "controller/signctl/console.hpp"
#include "controller/signctl/daemon_line.hpp"
#include "controller/signctl/draft.hpp"

#include <optional>
#include <string>
#include <vector>

namespace signboard {

// What is done through a running daemon. Each verb says what became of it and gives the exit code.

/// What a verb has besides its own options.
struct Errand {
  DaemonOptions daemon;
  Clock const* clock;
};

struct AnnounceOptions {
  DraftOptions draft;
  std::string id;                   ///< empty: one is made up
  std::string playlist, json_file;  ///< instead of a text
  std::vector<std::string> chosen;  ///< these of the playlist; empty: all of it
};
Exit announce(AnnounceOptions const& options, Errand const& errand, Console const& console);

struct EditOptions {
  std::string id;
  DraftOptions draft;
  std::optional<int> version;  ///< that must still be in force; none: the one that is
};
Exit edit(EditOptions const& options, Errand const& errand, Console const& console);

struct EndOptions {
  std::string id, reason;
  std::optional<int> version;
};
Exit withdraw(EndOptions const& options, Errand const& errand, Console const& console);

struct ListOptions {
  std::string rank, origin, screen;
};
Exit list(ListOptions const& options, Errand const& errand, Console const& console);
Exit show(std::string const& id, Errand const& errand, Console const& console);

struct UrgentOptions {
  std::string id;
  DraftOptions draft;
  bool is_warning = false;
};
Exit start_urgent(UrgentOptions const& options, Errand const& errand, Console const& console);
Exit extend_urgent(UrgentOptions const& options, Errand const& errand, Console const& console);
Exit end_urgent(EndOptions const& options, Errand const& errand, Console const& console);
Exit list_urgent(Errand const& errand, Console const& console);

struct DarkOptions {
  std::string reason;
  std::vector<std::string> screens;
  std::string config, state;  ///< to find the folder of the daemon's state, should it not answer
};
/// By the daemon; and where that does not answer, by the mark in its folder and a signal.
Exit black_out(DarkOptions const& options, Errand const& errand, Console const& console);
Exit lift_blackout(DarkOptions const& options, Errand const& errand, Console const& console);
Exit blackout_status(Errand const& errand, Console const& console);

struct ForecastOptions {
  std::string screen, from, until, lasts;
};
Exit forecast(ForecastOptions const& options, Errand const& errand, Console const& console);
Exit list_faults(Errand const& errand, Console const& console);
Exit explain_fault(std::string const& number, Console const& console);  ///< its page; no number: the list; no daemon
Exit show_clock(Errand const& errand, Console const& console);
Exit confirm_clock(Errand const& errand, Console const& console);

struct LedgerOptions {
  std::uint64_t after = 0;
  int limit = 100;
  std::string out, form = "jsonl";  ///< of an export; `out` empty: standard output
};
Exit read_ledger(LedgerOptions const& options, Errand const& errand, Console const& console);
Exit verify_ledger(Errand const& errand, Console const& console);
Exit export_ledger(LedgerOptions const& options, Errand const& errand, Console const& console);

Exit back_up(std::string const& file, Errand const& errand, Console const& console);
struct RestoreOptions {
  std::string file, state, config;
};
Exit restore(RestoreOptions const& options, Errand const& errand, Console const& console);  ///< without a daemon
Exit export_playlist(std::string const& out, Errand const& errand, Console const& console);
Exit import_playlist(std::string const& file, Errand const& errand, Console const& console);

struct PreviewOptions {
  std::string screen, out, at, id;  ///< an id: what is in force, with the draft on top
  DraftOptions draft;
};
Exit preview(PreviewOptions const& options, Errand const& errand, Console const& console);

}  // namespace signboard
