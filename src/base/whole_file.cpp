// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/whole_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <streambuf>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace entente::base {

namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const char* what, int error) {
  throw Error(file.string(), std::string(what) + ": " + std::strerror(error),
              "Check the folder, its permissions and the disk's free space.");
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  /// 0, or what the system says: some file systems tell of a failed write only here.
  int close() { return ::close(std::exchange(number_, -1)) == 0 ? 0 : errno; }

 private:
  int number_;
};

/// Waits until a file or a folder is on the disk; 0, or what the system says.
int sync_descriptor(int descriptor) {
  if (::fsync(descriptor) == 0) return 0;
  // A file system that cannot sync a folder says so with EINVAL: there is nothing to wait for.
  return errno == EINVAL ? 0 : errno;
}

/// How many names are tried for what is not whole yet: earlier ones may have been left by a process that was
/// killed and had the same number.
constexpr int kNames = 100;

/// 0, EEXIST where the name is taken, or what else the system says.
int rename_to_new(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL) return errno;
  // A file system that cannot promise it in one step, as NFS.
  struct stat there {};
  if (::lstat(to.c_str(), &there) == 0) return EEXIST;
  return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

std::filesystem::path resolved(std::filesystem::path file) {
  std::error_code ec;
  const auto status = std::filesystem::status(file, ec);
  if (!std::filesystem::exists(status)) return file;
  if (!std::filesystem::is_regular_file(status))
    throw BadInput(file.string(), "is there and is no file", "Name a file.");
  return std::filesystem::is_symlink(std::filesystem::symlink_status(file, ec))
             ? std::filesystem::canonical(file)
             : file;
}

/// `thing`: what the names are waited for.
void sync_names(const std::filesystem::path& folder, const std::filesystem::path& thing) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number() < 0 && errno == EACCES) return;  // one that may be written in and not be read
  if (const int error = opened.number() < 0 ? errno : sync_descriptor(opened.number()))
    fail(thing, "is written, but may not outlast a power cut", error);
}

}  // namespace

class WholeFile::Buffer final : public std::streambuf {
 public:
  explicit Buffer(int descriptor) : file_(descriptor) { setp(bytes_.begin(), bytes_.end()); }

  /// All of it on the disk; 0, or what the system said of the first call that failed.
  int finish() {
    flush();
    if (error_ == 0) error_ = sync_descriptor(file_.number());
    const int closed = file_.close();
    return error_ != 0 ? error_ : closed;
  }

 private:
  int_type overflow(int_type c) override {
    if (!flush()) return traits_type::eof();
    if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
    return traits_type::not_eof(c);
  }
  int sync() override { return flush() ? 0 : -1; }

  bool flush() {
    const char* at = pbase();
    while (error_ == 0 && at < pptr()) {
      const auto written = ::write(file_.number(), at, static_cast<std::size_t>(pptr() - at));
      if (written > 0)
        at += written;
      else if (written == 0)
        error_ = EIO;
      else if (errno != EINTR)
        error_ = errno;
    }
    setp(bytes_.begin(), bytes_.end());
    return error_ == 0;
  }

  static constexpr std::size_t kSize = 64UL * 1024;
  Descriptor file_;
  int error_ = 0;
  std::array<char, kSize> bytes_{};
};

WholeFile::WholeFile(std::filesystem::path file, Readers readers)
    : file_(resolved(std::move(file))), out_(nullptr) {
  constexpr mode_t kUsual = 0666, kOwner = 0600;
  int descriptor = -1;
  for (int n = 0; descriptor < 0 && n < kNames; ++n) {
    part_ = beside(file_, n);
    descriptor = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                        readers == Readers::owner ? kOwner : kUsual);
    if (descriptor < 0 && errno != EEXIST) break;
  }
  if (descriptor < 0) fail(file_, "could not be written", errno);
  buffer_ = std::make_unique<Buffer>(descriptor);
  out_.rdbuf(buffer_.get());
}

WholeFile::~WholeFile() {
  if (!part_.empty()) ::unlink(part_.c_str());
}

void WholeFile::commit() {
  if (const int error = buffer_->finish()) fail(file_, "could not be written", error);
  if (!out_) throw Error(file_.string(), "could not be written", "Report this as a fault of Entente.");
  if (::rename(part_.c_str(), file_.c_str()) != 0) fail(file_, "could not be written", errno);
  part_.clear();
  sync_names(folder_of(file_), file_);
}

std::filesystem::path beside(const std::filesystem::path& file, int n) {
  return file.string() + ".part-" + std::to_string(::getpid()) + (n == 0 ? "" : "-" + std::to_string(n));
}

void put_in_place(const std::filesystem::path& part, const std::filesystem::path& file) {
  Descriptor written(::open(part.c_str(), O_RDONLY | O_CLOEXEC));
  int error = written.number() < 0 ? errno : sync_descriptor(written.number());
  if (error == 0) error = written.close();
  if (error == 0) error = rename_to_new(part, file);
  if (error == EEXIST)
    throw Conflict(file.string(), "exists already", "Name another file, or remove that one.");
  if (error != 0) fail(file, "could not be written", error);
  sync_names(folder_of(file), file);
}

void sync_folder(const std::filesystem::path& folder) {
  sync_names(folder, folder);
}

}  // namespace entente::base
