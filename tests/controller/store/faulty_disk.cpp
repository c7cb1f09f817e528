#include "tests/controller/store/faulty_disk.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

namespace signboard {
namespace {

constexpr std::size_t block = 4'096;

struct OpenFile {
  sqlite3_file base;  // must stand first
  FaultyDisk* disk;
  std::shared_ptr<FaultyDisk::File>* file;
  std::string* doomed_name;  // to be deleted when it is closed
};

OpenFile& of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }
FaultyDisk& disk_of(sqlite3_vfs* vfs) { return *static_cast<FaultyDisk*>(vfs->pAppData); }

int close(sqlite3_file* handle) {
  auto& file = of(handle);
  if (file.doomed_name != nullptr) file.disk->remove(*file.doomed_name, FaultyDisk::Folder::as_it_comes);
  delete file.doomed_name;
  delete file.file;
  return SQLITE_OK;
}

int read(sqlite3_file* handle, void* into, int amount, sqlite3_int64 offset) {
  auto const& file = of(handle);
  if (!file.disk->has_power()) return SQLITE_IOERR_READ;
  auto const& content = (*file.file)->now;
  auto const wanted = static_cast<std::size_t>(amount);
  auto const at = std::min(content.size(), static_cast<std::size_t>(offset));
  auto const there = std::min(wanted, content.size() - at);
  std::memcpy(into, content.data() + at, there);
  std::memset(static_cast<char*>(into) + there, 0, wanted - there);
  return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* handle, void const* from, int amount, sqlite3_int64 offset) {
  return of(handle).disk->write(**of(handle).file, static_cast<std::size_t>(offset),
                                std::string(static_cast<char const*>(from), static_cast<std::size_t>(amount)));
}

int truncate(sqlite3_file* handle, sqlite3_int64 size) {
  return of(handle).disk->truncate(**of(handle).file, static_cast<std::size_t>(size));
}

int sync(sqlite3_file* handle, int) { return of(handle).disk->sync(**of(handle).file); }

int size_of(sqlite3_file* handle, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>((*of(handle).file)->now.size());
  return of(handle).disk->has_power() ? SQLITE_OK : SQLITE_IOERR_FSTAT;
}

int lock(sqlite3_file*, int) { return SQLITE_OK; }

int check_lock(sqlite3_file*, int* is_locked) {
  *is_locked = 0;
  return SQLITE_OK;
}

int control(sqlite3_file* handle, int operation, void* argument) {
  if (operation != SQLITE_FCNTL_PRAGMA) return SQLITE_NOTFOUND;
  auto* const* const words = static_cast<char**>(argument);
  return of(handle).disk->swallow_pragma(words[1], words[2] == nullptr ? "" : words[2]);
}

int sector_size(sqlite3_file*) { return static_cast<int>(block); }
int characteristics(sqlite3_file*) { return 0; }

sqlite3_io_methods const methods{1,       close,      read,    write,       truncate,        sync,    size_of, lock,
                                 lock,    check_lock, control, sector_size, characteristics, nullptr, nullptr, nullptr,
                                 nullptr, nullptr,    nullptr};

int open(sqlite3_vfs* vfs, char const* name, sqlite3_file* handle, int flags, int* out_flags) {
  auto& file = of(handle);
  file.base.pMethods = nullptr;
  auto found = disk_of(vfs).open(name == nullptr ? "temporary" : name, flags);
  if (!found) return SQLITE_CANTOPEN;
  file.disk = &disk_of(vfs);
  file.file = new std::shared_ptr<FaultyDisk::File>(std::move(found));
  file.doomed_name =
      (flags & SQLITE_OPEN_DELETEONCLOSE) != 0 ? new std::string(name == nullptr ? "temporary" : name) : nullptr;
  file.base.pMethods = &methods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int remove(sqlite3_vfs* vfs, char const* name, int sync_folder) {
  return disk_of(vfs).remove(name, sync_folder != 0 ? FaultyDisk::Folder::synced : FaultyDisk::Folder::as_it_comes);
}

int access(sqlite3_vfs* vfs, char const* name, int, int* yes) {
  *yes = disk_of(vfs).exists(name) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, char const* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

int last_error(sqlite3_vfs* vfs, int, char*) {
  return disk_of(vfs).failure() == FaultyDisk::Failure::full ? ENOSPC : EIO;
}

int make_normal(sqlite3* database, char**, sqlite3_api_routines const*) {
  return sqlite3_exec(database, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = NORMAL", nullptr, nullptr,
                      nullptr);
}

}  // namespace

FaultyDisk::FaultyDisk(Durability durability) : durability_(durability) {
  sqlite3_initialize();
  vfs_ = *sqlite3_vfs_find(nullptr);  // time, chance and waiting are the system's
  vfs_.iVersion = 1;
  vfs_.szOsFile = sizeof(OpenFile);
  vfs_.zName = "faulty disk";
  vfs_.pNext = nullptr;
  vfs_.pAppData = this;
  vfs_.xOpen = signboard::open;
  vfs_.xDelete = signboard::remove;
  vfs_.xAccess = access;
  vfs_.xFullPathname = full_path;
  vfs_.xGetLastError = last_error;
  sqlite3_vfs_register(&vfs_, 1);
  if (durability == Durability::normal) sqlite3_auto_extension(reinterpret_cast<void (*)()>(make_normal));
}

FaultyDisk::~FaultyDisk() {
  sqlite3_reset_auto_extension();
  sqlite3_vfs_unregister(&vfs_);
}

FaultyDisk::Turn FaultyDisk::turn() {
  if (!has_power_) return Turn::dark;
  ++calls_;
  if (cut_at_ && calls_ >= *cut_at_) {
    has_power_ = false;
    return Turn::dark;
  }
  if (!fail_at_ || calls_ < *fail_at_ || (lasting_ == Lasting::once && calls_ > *fail_at_)) return Turn::works;
  failed_ = true;
  return Turn::fails;
}

void FaultyDisk::fail_at(std::uint64_t call, Failure failure, Lasting lasting) {
  fail_at_ = call;
  failure_ = failure;
  lasting_ = lasting;
  failed_ = false;
}

std::shared_ptr<FaultyDisk::File> FaultyDisk::open(std::string const& name, int flags) {
  if (!has_power_) return nullptr;
  if (auto const found = files_.find(name); found != files_.end()) return found->second;
  if ((flags & SQLITE_OPEN_CREATE) == 0 || turn() != Turn::works) return nullptr;
  ghosts_.erase(name);
  return files_[name] = std::make_shared<File>();
}

int FaultyDisk::remove(std::string const& name, Folder folder) {
  auto const found = files_.find(name);
  if (found == files_.end()) return SQLITE_IOERR_DELETE_NOENT;
  if (turn() != Turn::works) return SQLITE_IOERR_DELETE;
  if (folder == Folder::as_it_comes && found->second->is_durable) ghosts_[name] = found->second;
  files_.erase(found);
  return SQLITE_OK;
}

void FaultyDisk::apply(std::string& content, Operation const& operation) {
  auto const end = operation.offset + operation.bytes.size();
  if (operation.kind == Operation::Kind::truncate) {
    content.resize(std::min(content.size(), operation.offset));
    return;
  }
  if (content.size() < end) content.resize(end);
  content.replace(operation.offset, operation.bytes.size(), operation.bytes);
}

int FaultyDisk::write(File& file, std::size_t offset, std::string bytes) {
  bool const had_power = has_power_;
  auto const how = turn();
  if (!had_power) return SQLITE_IOERR_WRITE;
  if (how == Turn::fails) bytes.resize(bytes.size() / 2);
  file.pending.push_back({Operation::Kind::write, offset, std::move(bytes)});
  apply(file.now, file.pending.back());
  if (how == Turn::works) return SQLITE_OK;
  return how == Turn::fails && failure_ == Failure::full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int FaultyDisk::truncate(File& file, std::size_t size) {
  if (turn() != Turn::works) return SQLITE_IOERR_TRUNCATE;
  file.pending.push_back({Operation::Kind::truncate, size, {}});
  apply(file.now, file.pending.back());
  return SQLITE_OK;
}

int FaultyDisk::sync(File& file) {
  auto const how = turn();
  if (how == Turn::dark) return SQLITE_IOERR_FSYNC;
  if (how == Turn::fails) {
    file.pending.clear();
    return SQLITE_IOERR_FSYNC;
  }
  for (auto const& operation : file.pending) apply(file.durable, operation);
  file.pending.clear();
  file.is_durable = true;
  return SQLITE_OK;
}

int FaultyDisk::swallow_pragma(std::string_view name, std::string_view value) const {
  return durability_ == Durability::normal && name == "synchronous" && value == "EXTRA" ? SQLITE_OK : SQLITE_NOTFOUND;
}

// Block by block: as it was, as it was to be, or spoilt.
void FaultyDisk::apply_in_part(std::string& content, Operation const& operation, std::mt19937& random) {
  auto const end = operation.offset + operation.bytes.size();
  for (auto at = operation.offset; at < end;) {
    auto const block_end = std::min(end, (at / block + 1) * block);
    auto const part = operation.bytes.substr(at - operation.offset, block_end - at);
    switch (random() % 4) {
      case 0:
        break;
      case 1:
        apply(content, {Operation::Kind::write, at, part});
        break;
      case 2:
        apply(content, {Operation::Kind::write, at, part.substr(0, random() % part.size())});
        break;
      default: {
        auto const first = at / block * block;
        std::string noise(std::max(block_end, std::min(content.size(), first + block)) - first, '\0');
        for (auto& byte : noise) byte = static_cast<char>(random());
        apply(content, {Operation::Kind::write, first, noise});
      }
    }
    at = block_end;
  }
}

void FaultyDisk::restore_power(std::mt19937& random) {
  for (auto at = files_.begin(); at != files_.end();) {
    auto& file = *at->second;
    if (!file.is_durable && random() % 2 == 0) {
      at = files_.erase(at);
      continue;
    }
    auto const mood = random() % 4;  // all is lost, all is there, or anything
    for (auto const& operation : file.pending) {
      if (mood == 0) continue;
      if (mood == 1 || (operation.kind == Operation::Kind::truncate && random() % 2 == 0))
        apply(file.durable, operation);
      else if (operation.kind == Operation::Kind::write)
        apply_in_part(file.durable, operation, random);
    }
    file.pending.clear();
    file.now = file.durable;
    file.is_durable = true;
    ++at;
  }
  for (auto const& [name, file] : ghosts_)
    if (random() % 2 == 0 && !files_.contains(name)) {
      file->now = file->durable;
      files_[name] = file;
    }
  ghosts_.clear();
  cut_at_.reset();
  has_power_ = true;
}

}  // namespace signboard
