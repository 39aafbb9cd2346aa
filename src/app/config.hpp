// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "http/server.hpp"

namespace entente::app {

/// Everything an operator can set, with its default. One TOML file, entente.toml in the register's folder.
struct Config {
  std::string listen = "127.0.0.1:8080";
  std::int64_t workers = 0;  ///< 0 = one a processor
  std::int64_t max_body = 1024 * 1024;
  std::int64_t max_connections = 1024;
  std::int64_t header_timeout = 10, body_timeout = 30, write_timeout = 30, idle_timeout = 60,
               drain_timeout = 10;
  std::int64_t cache = 32;  ///< MiB
  std::string tls_certificate, tls_key;
  std::string public_url;
  bool behind_proxy = false;
  std::string database_url;  ///< empty: register.db in the register's folder
  std::int64_t database_connections = 8, database_timeout = 30;
  std::string register_name;
  std::string iati_organisation, organisation_type = "other";  ///< of whoever runs the register
  std::string register_profile;                                ///< a TOML file; empty: none
  bool example = false, sample = false;
  std::string map_boundaries;
  std::string money_rates;
  std::string money_currency = "USD";
  std::int64_t validate_max_size = 50 * 1024 * 1024;
  std::int64_t validate_timeout = 30, validate_at_once = 1, validate_waiting = 8;
  std::string known_passwords;  ///< a file; empty: those the program brings
  std::string key_file;         ///< empty: register.key in the register's folder
  std::string registration = "off";
  bool four_eyes = true, trust_representatives = false;  ///< of review
  std::string reports_review = "required";
  std::int64_t concerns_answer_days = 30;
  std::string principles_policy;   ///< a TOML file; empty: the one the program brings
  std::string principles_profile;  ///< of that policy; empty: the policy itself
  std::string diligence_policy;    ///< a TOML file; empty: the one the program brings
  std::string screening_folder;    ///< from which lists are taken; empty: none
  std::int64_t screening_stale_days = 30;
  std::string mail_host;  ///< empty: no mail is sent
  std::int64_t mail_port = 587, mail_timeout = 30;
  std::string mail_security = "starttls", mail_user, mail_password_file, mail_from, mail_certificates;
  bool webhooks_http = false, webhooks_private = false, webhooks_trust_representatives = false;
  std::string webhooks_certificates;
  std::int64_t webhooks_timeout = 10;
  std::string witness_key_file, witness_logs;  ///< files; empty: a witness of no other log
  std::string log_origin;                      ///< of the public log; empty: by public_url
  std::string log_key_file;                    ///< empty: log.key in the register's folder
  std::string log_witnesses;                   ///< a file; empty: none is asked
  std::string log_level = "info";
};

/// One setting as it stands: for `entente config` and the reference.
struct SettingLine {
  std::string name, value, source, about;
};

/// Reads a file (an empty path: the defaults). Throws base::BadInput for an unknown key or a wrong value.
Config read_config(const std::filesystem::path& file);
/// Every setting with its value and where that came from, in the order of the reference.
std::vector<SettingLine> describe_config(const std::filesystem::path& file);
/// The text of a new register's entente.toml: every setting with its meaning, commented out, but
/// for those given here. `marked` is
/// "example" or "sample" where every page is to say what the register holds, else empty.
std::string config_template(std::string_view marked = {}, const std::string& database = {});

/// A database's address without its password.
std::string concealed(std::string_view url);

/// "ADDR:PORT" or "[IPV6]:PORT" into the server's options. Throws base::BadInput.
http::ServerOptions server_options(const Config&, const std::string& listen);

}  // namespace entente::app
