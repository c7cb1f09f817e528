#pragma once

#include "controller/signctl/verbs.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace signboard {

/// The verbs of a running daemon on the command line: their names, options and help, and what was chosen.
class VerbLines {
 public:
  /// `console` is read when the choice is carried out, `chosen` told what to carry out; both outlive this.
  VerbLines(Console& console, std::function<Exit()>& chosen, Clock const& clock)
      : console_(console), chosen_(chosen), errand_{{}, &clock} {}

  void add_to(CLI::App& app);

 private:
  std::string say(char const* zh, char const* en) const { return std::string(choose(console_, zh, en)); }
  CLI::App& add(CLI::App& app, std::string const& name, std::string const& summary, std::function<Exit()> action);
  void add_daemon(CLI::App& verb);
  void add_text(CLI::App& verb);
  void add_look(CLI::App& verb);
  void add_places(CLI::App& verb);
  void add_times(CLI::App& verb);
  void add_hours(CLI::App& verb);
  void add_draft(CLI::App& verb);
  void add_reason(CLI::App& verb, std::string& reason);
  void add_folder(CLI::App& verb, std::string& state, std::string& config);

  void add_notices(CLI::App& app);
  void add_edit(CLI::App& app);
  void add_listing(CLI::App& app);
  void add_urgent(CLI::App& app);
  void add_blackout(CLI::App& app);
  void add_office(CLI::App& app);
  void add_ledger(CLI::App& app);
  void add_copies(CLI::App& app);
  void add_preview(CLI::App& app);

  Console& console_;
  std::function<Exit()>& chosen_;
  Errand errand_;
  // One run carries out one verb: what they have in common is kept once.
  DraftOptions draft_;
  AnnounceOptions announce_;
  EndOptions end_;
  ListOptions list_;
  bool is_warning_ = false;
  DarkOptions dark_;
  ForecastOptions forecast_;
  LedgerOptions ledger_;
  RestoreOptions restore_;
  PreviewOptions preview_;
  std::string id_, file_;
  std::optional<int> version_;
};

}  // namespace signboard
