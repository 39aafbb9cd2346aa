// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "store/postgres/connection.hpp"
#include "store/store.hpp"

namespace entente::store::postgres {

/// The connections that read. Made as they are needed, kept for the next reader.
class Pool : public std::enable_shared_from_this<Pool> {
 public:
  Pool(Target, std::size_t most);

  /// A view of this moment. Waits while all connections are out; after half a minute of that it throws
  /// base::Conflict, because then somebody forgot a reader. A connection that was lost while it was idle is
  /// replaced without a word. A reader may outlive the store.
  std::unique_ptr<Reader> read();

 private:
  class Lease;
  class Snapshot;
  std::unique_ptr<Connection> take();
  void give_back(std::unique_ptr<Connection>);
  void forget_idle();

  const Target target_;
  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::size_t out_ = 0;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace entente::store::postgres
