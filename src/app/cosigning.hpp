// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "app/config.hpp"
#include "registry/witness_asking.hpp"

namespace entente::app {

/// The witnesses that a file names: a key and an address on each line. Throws base::BadInput naming the line.
std::vector<registry::AskedWitness> asked_witnesses(const std::string& file);

/// Has checkpoints of the log signed by the witnesses that the settings name, in a thread of its own, until
/// it is destroyed.
class Cosigning {
 public:
  Cosigning(registry::Register&, const Config&);
  ~Cosigning();
  Cosigning(const Cosigning&) = delete;
  Cosigning& operator=(const Cosigning&) = delete;

 private:
  void run();

  std::unique_ptr<registry::WitnessAsking> asking_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace entente::app
