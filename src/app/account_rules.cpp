// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/account_rules.hpp"

#include <filesystem>

#include "access/key.hpp"
#include "app/wiring.hpp"
#include "base/error.hpp"

namespace entente::app {

namespace {

constexpr const char* kKey = "register.key";

/// Empty where the register has none.
std::filesystem::path key_file(const cli::Place& place, const Config& config) {
  if (!config.key_file.empty()) return config.key_file;
  return place.data.empty() ? std::filesystem::path() : place.data / kKey;
}

}  // namespace

registry::AccountRules account_rules(const cli::Place& place, const Config& config) {
  registry::AccountRules rules;
  if (!config.known_passwords.empty()) rules.common = access::CommonPasswords(config.known_passwords);
  rules.register_name = config.register_name;
  rules.mails = !config.mail_host.empty();
  rules.public_url = config.public_url;
  rules.registration = config.registration == "open"       ? registry::Registration::open
                       : config.registration == "approved" ? registry::Registration::approved
                                                           : registry::Registration::off;
  if (const auto file = key_file(place, config); !file.empty()) rules.key = access::key_in(file);
  return rules;
}

void finish_key_change(const cli::Place& place, const Config& config, store::Store& store) {
  if (const auto file = key_file(place, config); !file.empty()) registry::settle_key(store, file);
}

registry::KeyChange renew_key(const cli::Place& place, const Config& config) {
  const auto file = key_file(place, config);
  if (file.empty()) throw base::Conflict("key of this register", "is in no file", "Set access.key_file.");
  const auto reg = open_register(place, config, Opened::to_serve);
  return registry::change_key(reg->store(), file);
}

}  // namespace entente::app
