// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "ledger/tree.hpp"
#include "registry/register.hpp"

/// For entente_load: the log of what it writes, signed while it is written, and looked at afterwards.
namespace entente::load {

/// A checkpoint that somebody has seen.
struct Seen {
  std::uint64_t size = 0;
  std::string root;  ///< in hexadecimal digits
};

/// Signs in a thread of its own, as a server does, and says each checkpoint once it is published.
class SignedMeanwhile {
 public:
  SignedMeanwhile(registry::Register&, const std::filesystem::path& folder, std::function<void(Seen)> say);
  ~SignedMeanwhile();
  SignedMeanwhile(const SignedMeanwhile&) = delete;
  SignedMeanwhile& operator=(const SignedMeanwhile&) = delete;

 private:
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

struct LogFaults {
  std::int64_t forks = 0;      ///< checkpoints that were seen, and the log does not begin with
  std::int64_t unlogged = 0;   ///< public revisions that are no entry, or another
  std::int64_t untold = 0;     ///< entries of no revision
  std::int64_t bad_tiles = 0;  ///< kept hashes that are not those of the entries
  std::int64_t all() const { return forks + unlogged + untold + bad_tiles; }
};

/// Compares a register with its log, and the log with what was seen of it.
LogFaults check_log(store::Reader&, std::vector<Seen>);

}  // namespace entente::load
