// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "store/sqlite/failure.hpp"

namespace entente::store::sqlite {

namespace {

/// "process (PID 41)", or without the number where the holder has not written it yet.
std::string holder(int descriptor) {
  std::array<char, 32> text{};
  const auto n = ::pread(descriptor, text.data(), text.size(), 0);
  std::string_view digits(text.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
  digits = digits.substr(0, digits.find_first_not_of("0123456789"));
  if (digits.empty()) return "is in use by another process";
  return "is in use by another process (PID " + std::string(digits) + ")";
}

}  // namespace

FileLock::FileLock(const std::filesystem::path& database) {
  auto file = database;
  file += ".lock";
  const auto folder = register_name(database.parent_path());
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
  if (descriptor_ < 0)
    throw base::Error(folder, "cannot be locked for writing (" + std::string(std::strerror(errno)) + ")",
                      "Give the account that runs Entente the right to write in the folder.");
  // flock() belongs to the open file, not to the process: it also holds against a second store in this one.
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    const auto cause = error == EWOULDBLOCK ? holder(descriptor_)
                                            : "cannot be locked (" + std::string(std::strerror(error)) + ")";
    ::close(descriptor_);
    throw base::Conflict(folder, cause, "Stop that process, or use another folder.");
  }
  const auto pid = std::to_string(::getpid()) + "\n";
  // The number only serves a message; the lock holds without it.
  if (::ftruncate(descriptor_, 0) != 0 || ::pwrite(descriptor_, pid.data(), pid.size(), 0) < 0) return;
}

FileLock::~FileLock() {
  if (::ftruncate(descriptor_, 0) != 0) {
    // A stale number misleads nobody: it is read only while another holds the lock.
  }
  ::close(descriptor_);
}

}  // namespace entente::store::sqlite
