#pragma once

#include "base/limits.hpp"
#include "controller/announcement_rules.hpp"
#include "controller/backstage.hpp"
#include "controller/clock_gate.hpp"
#include "controller/config.hpp"
#include "controller/dark_file.hpp"
#include "controller/event_board.hpp"
#include "controller/http/answers.hpp"
#include "controller/store/store_thread.hpp"
#include "controller/turns.hpp"
#include "playlists/insertion.hpp"
#include "playlists/urgent.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace signboard {

/// The only door for changes. What comes through it is checked, set for every screen it names, saved, and only then
/// shown; what ends is ended in the same way. An urgent notice that cannot be saved is shown all the same, and says so.
/// Lives on the desk thread.
class Desk {
 public:
  struct Rules {
    std::filesystem::path state;  ///< folder of store, latch and evidence
    PlaylistRules playlist;
    UrgentRules urgent;
    std::chrono::minutes clock_step{10};
    WallTime built{};
  };
  struct Wiring {
    boost::asio::any_io_executor executor;                          ///< of the desk thread
    std::function<void(std::size_t place, bool dark)> black_out;    ///< of one screen
    std::function<WallTime()> latest_played;                        ///< StageThread::latest_played()
    std::function<void(std::string const& note)> note;              ///< for the log
    std::function<void(std::string const& at, Error const&)> warn;  ///< likewise
  };

  Desk(Backstage& backstage, Workshop& workshop, Clock const& clock, Wiring wiring, Rules rules);
  ~Desk();  ///< as stop()
  Desk(Desk const&) = delete;
  Desk& operator=(Desk const&) = delete;

  /// Opens the store and takes up what it holds. Without a store the screens play on from their files, and what cannot
  /// be saved is refused, but for what is urgent.
  void open();
  /// Once a second: clocks, ends of urgent notices, the latch on the disk, what is still to be saved.
  void look_around();
  /// The part of it that comes before anything is planned: a clock that was set may be one that is not believed, and
  /// what was over by it is over for good, also if it has been set back since.
  void watch_clock();
  /// Saves what waits and closes the store.
  void stop();

  /// The announcements of the playlist files, in playing order.
  void set_files(std::vector<Announcement> announcements);
  /// Before set_files(), which shows what has come of them.
  void set_rules(PlaylistRules rules);
  /// To be called when the screens are others: what is dark stays dark.
  void tell_screens();

  /// By a signal, a file that appeared, or an order: all screens dark at once, whatever else works or not.
  void black_out_all(std::string const& actor, std::string const& reason);
  bool is_dark(std::string const& screen) const;

  /// What may not be seen because the clock is not believed.
  std::vector<AnnouncementPtr> withheld() const;

  /// What was on a screen from when on; for the ledger.
  void saw(std::string const& screen, std::string const& area, Id const& id, WallTime at);
  /// The last picture of a screen that was blacked out, kept as evidence.
  void keep_evidence(std::string const& screen, Frame const& frame, WallTime at);

  /// Fills in what the API may ask of the desk.
  void answer_for(Answers& answers);

  std::vector<Error> faults() const;
  /// Whether a change was handed to the store and is not answered yet.
  bool is_saving() const { return saving_ > 0; }
  StoreThread::Tally store_tally() const { return store_ ? store_->tally() : StoreThread::Tally{}; }
  ClockGate const& clock_gate() const { return gate_; }

 private:
  struct Kept {
    AnnouncementPtr item;
    Version version = 0;
    Origin origin = Origin::desk;
    std::string owner;
    bool saved = true;
    /// From insert upwards: never longer than its span by the clock that only counts. None: it was not counted yet, for
    /// it came from the store and the clock was not believed since.
    std::optional<SteadyTime> ends_by{};
    std::uint64_t place = 0;  ///< in which order they came into force
    bool is_over = false;     ///< off the wall, and about to be ended
  };
  struct Darkness {
    std::string actor, reason;
    WallTime since{};
  };
  struct Finding {
    std::string screen;
    Remark remark;
  };
  /// A draft on its way: read, set, and how long it takes at most.
  struct Checked {
    AnnouncementPtr item;
    std::vector<Finding> findings;
    std::chrono::nanoseconds length{0};
    std::vector<std::pair<Look, ComposedPtr>> costumes;
  };
  using Then = std::function<void(Checked)>;

  void commit(What what, Asked const& asked, StoreThread::Urgency urgency, std::function<void(Outcome)> then);
  void set_on_all_screens(AnnouncementPtr const& item, Tell const& tell, Then then);
  void schedule_insert(Checked checked, Asked const& asked, std::optional<Version> expected, int status,
                       Tell const& tell);
  void accept(Checked checked, Asked const& asked, std::optional<Version> expected, int status, Tell const& tell);
  void take_up(Checked const& checked, Kept kept, Asked const& asked, int status, Tell const& tell);
  void withdraw(Id const& id, std::string const& reason, Ending ending, Asked const& asked, Tell const& tell);
  static Asked ourselves();  ///< who does what nobody asked for
  bool is_free(Announcement const& item, Tell const& tell) const;
  /// The wall, and in `steady` the clock that counts on while the machine sleeps.
  Now counted_now() const;
  void count_from(Kept& kept, Now now) const;
  bool may_be_seen(Kept const& kept) const;
  std::vector<Kept const*> in_order() const;
  void publish_all(Backstage::Haste haste = Backstage::Haste::none);
  void publish(Backstage::Haste haste = Backstage::Haste::none);
  void put_in_force(Kept kept);
  void remove(Id const& id);
  void save_what_waits();
  bool is_over(Kept const& kept, Now now) const;
  void end_what_is_over(Now now);
  WallTime latest_wall(Now now) const;
  void believe_clock(Now now);
  void look_at_clock(Now now);
  void black_out(BlackoutOrder const& order, Asked const& asked, Tell const& tell);
  void lift(BlackoutOrder const& order, Asked const& asked, Tell const& tell);
  void tell_dark(std::string const& screen);
  void tell_event(std::string kind, std::string subject, std::string const& actor);
  void flush_shown(WallTime now);

  boost::json::object document_of(Kept const& kept) const;
  std::optional<boost::json::object> over_already(Announcement const& item, Language language) const;
  boost::json::value accepted(Checked const& checked, Kept const& kept, Language language) const;
  boost::json::value blackout_json() const;
  boost::json::value clock_json() const;
  bool is_urgent_id(Id const& id) const;
  /// A change that can wait for others, and one for which others wait.
  void in_turn(Tell const& tell, std::function<void(Tell const&)> work);
  void ahead(Tell const& tell, std::function<void(Tell const&)> const& work);
  void answer_changes(Answers& answers);
  void answer_urgent(Answers& answers);
  void answer_questions(Answers& answers);
  void answer_pictures(Answers& answers);
  void answer_ledger(Answers& answers);
  void import_playlist(std::string const& toml, Asked const& asked, Tell const& tell);
  void check_import(std::vector<Announcement> items, Asked const& asked, Tell const& tell);
  void keep_import(std::vector<AnnouncementPtr> const& items, Asked const& asked, Tell const& tell);
  void preview(PreviewOrder const& order, Asked const& asked, Tell const& tell);
  void forecast_for(ForecastQuery const& query, Tell const& tell);

  Backstage& backstage_;
  Workshop& workshop_;
  Clock const& clock_;
  Wiring wiring_;
  Rules rules_;
  ClockGate gate_;
  DarkFile dark_file_;
  EventBoard events_;
  std::unique_ptr<StoreThread> store_;
  int saving_ = 0;
  std::optional<Error> store_trouble_;
  std::vector<Error> start_trouble_;
  std::optional<Error> latch_trouble_;  ///< the mark of a blackout in force that could not be written
  std::vector<Error> doubles_;          ///< in a file, but of an id that is in use here
  std::vector<AnnouncementPtr> files_;
  std::set<Id> file_ids_;
  Turns changes_;
  std::map<Id, Kept> kept_;
  std::uint64_t next_place_ = 1;
  Bulletin bulletin_;
  bool publishing_ = false;               ///< about to
  std::map<std::string, Darkness> dark_;  ///< by screen; the empty name: all of them
  std::optional<ClockConfirmation> confirmed_;
  std::optional<WallTime> last_record_;  ///< of the ledger, when it was opened
  std::vector<AcceptInsert> inserts_;
  struct Stretch {
    Id id;
    WallTime from{}, until{};
    int times = 0;
  };
  std::map<std::pair<std::string, std::string>, std::map<Id, Stretch>> shown_;
  std::map<std::pair<std::string, std::string>, Id> on_air_;
  WallTime shown_flushed_{};
};

}  // namespace signboard
