// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <optional>

#include "app/config.hpp"
#include "app/repeating.hpp"
#include "registry/witness_asking.hpp"

namespace entente::app {

/// The witnesses that a file names: a key and an address on each line. Throws base::BadInput naming the line.
std::vector<registry::AskedWitness> asked_witnesses(const std::string& file);

/// Has checkpoints of the log signed by the witnesses that the settings name, in a thread of its own, until
/// it is destroyed.
class Cosigning {
 public:
  Cosigning(registry::Register&, const Config&);

 private:
  std::unique_ptr<registry::WitnessAsking> asking_;
  const std::atomic<bool>* stop_ = nullptr;  ///< that of the round that asks
  std::optional<Repeating> repeating_;
};

}  // namespace entente::app
