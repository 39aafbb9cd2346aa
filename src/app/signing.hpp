// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "app/config.hpp"
#include "app/repeating.hpp"
#include "cli/cli.hpp"
#include "registry/log_signer.hpp"
#include "registry/register.hpp"

namespace entente::app {

/// Where the keys of the log lie; empty where the register has none.
std::filesystem::path log_key_file(const cli::Place&, const Config&);

/// Publishes the checkpoints of the log, in a thread of its own, until it is destroyed. The key is made where
/// there is none, and the log has never been signed. Throws base::BadInput where the key's file may not be
/// used, or names another log than the settings.
class Signing {
 public:
  Signing(registry::Register&, const cli::Place&, const Config&);

 private:
  std::unique_ptr<registry::LogSigner> signer_;
  std::optional<Repeating> repeating_;
};

}  // namespace entente::app
