// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "store/pack.hpp"
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
  /// After a connection was lost: what broke it broke the idle ones too, and the database that answers next
  /// may have another past.
  void forget();

 private:
  class Lease;
  class Snapshot;
  std::unique_ptr<Connection> take();
  void give_back(std::unique_ptr<Connection>);

  const Target target_;
  const std::size_t most_;
  const std::shared_ptr<PackCache> packs_ = std::make_shared<PackCache>();
  std::mutex mutex_;
  std::condition_variable returned_;
  std::size_t out_ = 0;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace entente::store::postgres
