// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "registry/register.hpp"

namespace entente::registry {

/// The claim of one process on work that one process at a time may do, however many serve the register. It
/// stands in the store as a note, expires when its holder vanishes, and is renewed while it is held.
class Lease {
 public:
  /// Nothing where another holds it.
  static std::unique_ptr<Lease> take(Register&, std::string_view name);
  /// Takes it from whoever holds it: of a register that one process at a time may serve, the holder is gone.
  /// Were it not, its word would count for nothing.
  static std::unique_ptr<Lease> seize(Register&, std::string_view name);
  ~Lease();  ///< stops renewing, and lets go where the store still answers
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  /// Throws base::Conflict where another has taken it since (this process was held up for too long, say).
  /// Asked inside the unit that writes what came of the work, so that only the holder's word is kept.
  void check(store::UnitOfWork&) const;
  /// Rises with each holder.
  std::int64_t token() const { return token_; }

  static constexpr std::int64_t kExpiresMs = 60'000;

 private:
  Lease(Register&, std::string note, std::int64_t token);
  static std::unique_ptr<Lease> take(Register&, std::string_view name, bool whoever_holds_it);
  void renew();

  Register& reg_;
  const std::string note_;
  const std::int64_t token_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool over_ = false;
  std::thread renewing_;
};

}  // namespace entente::registry
