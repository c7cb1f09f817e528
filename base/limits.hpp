#pragma once

#include <chrono>
#include <cstddef>

/// Every bound of the house, with its reason. What has no bound here must not grow.
namespace signboard::limits {

// A township writes about ten a week: ten years of it, thrice over.
inline constexpr std::size_t announcements = 20'000;
// Bytes of one text: 87,000 Han, an hour at 1,500 a minute.
inline constexpr std::size_t text_accepted = std::size_t{256} * 1'024;
// A text file larger than this is not even read to its end.
inline constexpr std::size_t text_refused = std::size_t{1'024} * 1'024;
inline constexpr std::size_t playlist_file = std::size_t{16} * 1'024 * 1'024;

inline constexpr int strip_width = 4'000'000;  // pixels: keeps positions well inside 32 bits
inline constexpr int type_rows_min = 8;        // below that no script of ours can be told apart
inline constexpr int type_rows_max = 512;
inline constexpr int tile_columns = 1'024;  // a tile of 128 rows is 128 KiB: made within a few ms
// 1,000 distinct Han at 64 rows, shared by all layouts.
inline constexpr std::size_t glyph_cache_bytes = std::size_t{4} * 1'024 * 1'024;

inline constexpr std::size_t screens = 1'024;
inline constexpr int screen_side_max = 8'192;        // pixels
inline constexpr int screen_pixels_max = 4'194'304;  // one frame stays under 12.6 MB
inline constexpr int fps_max = 240;
inline constexpr std::size_t screen_hours = 32;  // of power, and as many of brightness: four for each day of the week
inline constexpr int speed_px_s_max = 2'000;
inline constexpr int repeats_max = 1'000;
// One turn of one announcement. 20,000 of them still fit into 64 bits of nanoseconds.
inline constexpr std::chrono::hours turn_max{24};
// Nobody reads what stands for less than a tenth of a second, and a loop must have a length.
inline constexpr std::chrono::milliseconds hold_min{100};
inline constexpr std::chrono::milliseconds hold_max{3'600'000};

inline constexpr std::size_t packets_per_command = 8'192;  // a 1920x1080 frame in DDP is 4,320
inline constexpr std::size_t reply_bytes = 4'096;
// Receivers give a silent source up after 1 s (FPP) to 2.5 s (WLED).
inline constexpr std::chrono::milliseconds resend_still{500};
inline constexpr std::chrono::milliseconds reconnect_first{250};
inline constexpr std::chrono::milliseconds reconnect_longest{1'000};

// What the store thread is given before it says no: a second of the slowest disk. Urgent changes have room beyond it.
inline constexpr std::size_t store_queue = 1'024;
inline constexpr std::size_t store_queue_urgent = 64;
// Announcements on their way to the store at a time, which share its waits for the disk; an urgent notice finds no more
// than these before it. And how long the first of them waits for the others.
inline constexpr std::size_t changes_under_way = 6;
inline constexpr std::chrono::milliseconds store_gathering{2};
inline constexpr std::size_t store_group = 256;  // changes of one transaction: some ms of work, one wait for the disk
inline constexpr std::size_t ledger_words = 4'096;  // bytes of a reason, a name, a setting; longer ones are cut
inline constexpr std::size_t once_keys = 10'000;    // requests that are remembered, and for how long
inline constexpr std::chrono::hours once_kept{24};
inline constexpr std::size_t screen_settings = screens * 16;

inline constexpr std::size_t watchers = 16;
inline constexpr std::size_t http_sessions = 256;
// Of these, for the unix socket alone: whatever crowds loopback, signctl gets in.
inline constexpr std::size_t http_sessions_reserved = 16;
inline constexpr std::size_t http_body = std::size_t{1'024} * 1'024;  // as much as text_refused
// Larger bodies that are on their way at one time; those up to http_body_small are not counted, so that an urgent
// notice never waits for uploads.
inline constexpr std::size_t http_bodies = std::size_t{32} * 1'024 * 1'024;
inline constexpr std::size_t http_body_small = std::size_t{64} * 1'024;
// Events a listener may be behind; ten minutes of a busy office.
inline constexpr std::size_t event_backlog = 1'024;
// Faults told at one time: one for each screen, and some; a file full of mistakes has a list of its own (signctl
// check).
inline constexpr std::size_t standing_faults = screens + 256;
inline constexpr std::size_t faults_of_a_kind = 32;  // mistakes in files: the first ones, the rest is in the log

}  // namespace signboard::limits
