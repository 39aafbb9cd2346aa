// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/mailing.hpp"

#include <chrono>
#include <cstdlib>
#include <fstream>

#include "app/wiring.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "outbound/relay.hpp"

namespace entente::app {

namespace {

std::string password_of(const Config& config) {
  if (const auto* set = std::getenv("ENTENTE_MAIL_PASSWORD")) return set;
  if (config.mail_password_file.empty()) return {};
  std::ifstream file(config.mail_password_file, std::ios::binary);
  std::string line;
  if (!std::getline(file, line))
    throw base::BadInput("mail.password_file " + config.mail_password_file, "cannot be read, or is empty",
                         "Check its name and permissions.");
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

/// "register.example" of "https://register.example:8443".
std::string host_of(std::string_view url) {
  url.remove_prefix(std::min(url.size(), url.find("://") == url.npos ? 0 : url.find("://") + 3));
  return std::string(url.substr(0, url.find(':')));
}

outbound::Relay relay_of(const Config& config) {
  outbound::Relay relay;
  relay.host = config.mail_host;
  relay.port = static_cast<std::uint16_t>(config.mail_port);
  relay.security = config.mail_security == "none"  ? outbound::Security::none
                   : config.mail_security == "tls" ? outbound::Security::tls
                                                   : outbound::Security::starttls;
  relay.user = config.mail_user;
  relay.password = password_of(config);
  relay.certificates = config.mail_certificates;
  relay.hello = host_of(config.public_url);
  relay.from = {config.mail_from, config.register_name};
  relay.timeout = std::chrono::seconds(config.mail_timeout);
  return relay;
}

}  // namespace

Mailroom::Mailroom(store::Store& store, const base::Clock& clock, registry::Accounts& accounts,
                   const registry::AccountRules& rules, const Config& config) {
  if (!rules.key) {
    if (!config.mail_host.empty())
      throw base::BadInput("mail.host", "is set, and the register has no key to seal what waits with",
                           "Set access.key_file.");
    return;
  }
  registry::Postman::Send send;
  if (!config.mail_host.empty())
    send = [relay = relay_of(config)](const outbound::Mail& mail) { return outbound::deliver(relay, mail); };
  postman_ = std::make_unique<registry::Postman>(
      store, clock, *rules.key,
      [&accounts](const registry::Asked& asked, const base::Uuid& letter) { accounts.answer(asked, letter); },
      std::move(send));
  repeating_.emplace("mail", std::chrono::milliseconds(500),
                     [this](const std::atomic<bool>&) { postman_->round(); });
}

void send_test_mail(const Config& config, std::string_view to, std::string_view language) {
  if (config.mail_host.empty())
    throw base::BadInput("mail.host", "is not set, so no mail is sent", "Set it in entente.toml.");
  const auto relay = relay_of(config);
  const auto words = registry::letter_of_test(
      {config.register_name.empty() ? "Entente" : config.register_name, config.public_url}, to, language);
  const auto now = system_clock().now();
  const auto delivery = outbound::deliver(
      relay, {base::Uuid::v7(now).str(), words.to, words.subject, words.text, words.language, now});
  if (delivery.outcome != outbound::Outcome::taken)
    throw base::Error("relay " + config.mail_host + ":" + std::to_string(config.mail_port),
                      "did not take the mail: " + delivery.why,
                      "Check the settings that begin with mail, and the relay's own log.");
}

}  // namespace entente::app
