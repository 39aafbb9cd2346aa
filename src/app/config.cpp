// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/config.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <thread>

#include "access/password.hpp"
#include "base/error.hpp"
#include "base/toml.hpp"
#include "http/form.hpp"
#include "ledger/note.hpp"
#include "model/vocabulary.hpp"
#include "outbound/mail.hpp"
#include "registry/evidence.hpp"

namespace entente::app {

namespace {

constexpr std::size_t kFormBytes = 16 * 1024;  // of a form round its file
constexpr std::size_t kMostUploads = 8;        // files of evidence in memory at once
constexpr std::size_t kMostHashing = 32;       // requests with a password, from their head to their answer

/// Whether a request brings a password, whose hash is slow to make on purpose: those who read are not to wait
/// for it.
bool hashes_password(const http::Request& request) {
  if (request.method != "POST") return false;
  const auto after_language =
      std::string_view(request.path).substr(std::min<std::size_t>(request.path.size(), 3));
  constexpr std::array<std::string_view, 8> kForms{
      "/sign-in",       "/account/password",      "/account/address",        "/account/notifications",
      "/account/erase", "/account/second-factor", "/account/recovery-codes", "/account/tokens"};
  return std::ranges::find(kForms, after_language) != kForms.end() || after_language.starts_with("/link/") ||
         after_language.starts_with("/offer/");
}

/// Whether a request may bring a file: one that shows a delivery, or is part of an agreement.
bool brings_file(const http::Request& request) {
  const std::string_view path = request.path;
  if (request.method == "PUT") return path.starts_with("/api/v1/account/agreements/");
  if (request.method != "POST") return false;
  return path.ends_with("/evidence") || path.ends_with("/agreement") ||
         (path.starts_with("/api/v1/account/parts/") && path.ends_with("/agreements")) ||
         (path.find("/account/agreements/") == 3 && !path.ends_with("/sign"));
}

/// The one table of settings: name, meaning, range. Everything else walks it.
template <class V>
void settings(Config& c, V&& v) {
  v("server.listen", c.listen,
    "Address and port to listen to; 127.0.0.1 is this machine alone, 0.0.0.0 every network.");
  v("server.workers", c.workers, "Threads that answer requests; 0 means one for each processor.", 0, 256);
  v("server.max_body", c.max_body, "Largest request body in bytes.", 1024, 1024 * 1024 * 1024);
  v("server.max_connections", c.max_connections,
    "Connections served at once; further ones are told to come back.", 1, 100'000);
  v("server.header_timeout", c.header_timeout, "Seconds a client has to send a request's header.", 1, 3600);
  v("server.body_timeout", c.body_timeout, "Seconds a client has to send a request's body.", 1, 3600);
  v("server.write_timeout", c.write_timeout, "Seconds without progress after which an answer is given up.", 1,
    3600);
  v("server.idle_timeout", c.idle_timeout, "Seconds an idle connection is kept.", 1, 3600);
  v("server.drain_timeout", c.drain_timeout, "Seconds running requests have to finish when the server stops.",
    0, 3600);
  v("server.cache", c.cache, "MiB of memory for answers that are kept ready; 0 keeps none.", 0, 1024 * 1024);
  v("server.tls_certificate", c.tls_certificate,
    "PEM file of the certificate chain; with it the server speaks HTTPS.");
  v("server.tls_key", c.tls_key, "PEM file of the certificate's private key.");
  v("server.public_url", c.public_url,
    "Address by which the world reaches the server, as https://register.example; empty takes the request's "
    "host.");
  v("server.behind_proxy", c.behind_proxy,
    "A proxy stands before the server and names each client in X-Forwarded-For; without a proxy anyone "
    "could.");
  v("database.url", c.database_url,
    "PostgreSQL database that holds the register: postgresql://USER@HOST/NAME; empty keeps it in register.db "
    "in the register's folder.");
  v("database.connections", c.database_connections,
    "Most connections to PostgreSQL that read at once; one more writes.", 1, 1000);
  v("database.timeout", c.database_timeout,
    "Seconds a write goes on trying while PostgreSQL cannot be reached.", 3, 3600);
  v("register.name", c.register_name,
    "Name of the register or of the institution that runs it, shown on every page.");
  v("register.iati_organisation", c.iati_organisation,
    "IATI organisation identifier of whoever runs the register, as XM-DAC-41114: it reports the register's "
    "own "
    "records where they are written as IATI.");
  v("register.organisation_type", c.organisation_type,
    "What kind of body that is: government, un_entity, national_ngo …; by the vocabulary organisation_type.");
  v("register.profile", c.register_profile,
    "TOML file that says who runs the register: name, languages offered, logo, accent colour, contact, "
    "terms, "
    "policies.");
  v("register.example", c.example, "Say on every page that the data are invented, to try the software on.");
  v("register.sample", c.sample,
    "Say on every page that the register was compiled from public knowledge and that no party has confirmed "
    "it.");
  v("map.boundaries", c.map_boundaries,
    "GeoJSON file whose lines are drawn under the dots of maps; empty draws no boundary.");
  v("money.rates", c.money_rates,
    "CSV file of exchange rates (date,currency,rate,source); empty adds up no currencies.");
  v("money.currency", c.money_currency, "Common currency that those rates are of, by its ISO 4217 code.");
  v("validate.max_size", c.validate_max_size, "Largest file in bytes that anyone may send to be validated.",
    1024, 1024 * 1024 * 1024);
  v("validate.timeout", c.validate_timeout, "Seconds after which validating such a file is given up.", 1,
    3600);
  v("validate.at_once", c.validate_at_once, "Such files that are validated at once.", 1, 64);
  v("validate.waiting", c.validate_waiting,
    "Such files that are received, wait or are validated; further ones are told to come back.", 1, 1000);
  v("access.known_passwords", c.known_passwords,
    "File of passwords known from breaches that nobody may choose, as sorted SHA-1 or plain, one a line; "
    "empty refuses those the program brings alone.");
  v("access.key_file", c.key_file,
    "File with the key that second factors are sealed with in the database; made where there is none. Empty: "
    "register.key in the register's folder.");
  v("access.registration", c.registration,
    "Whether people may make an account by themselves: off, open, or approved by a steward.");
  v("review.four_eyes", c.four_eyes,
    "Whoever wrote a partnership or handed it in does not publish it: another does.");
  v("review.trust_representatives", c.trust_representatives,
    "Representatives publish without review what they register for their organisation.");
  v("reports.review", c.reports_review,
    "Whether what a party reports is read by a steward or reviewer before it is published: required, or "
    "off.");
  v("concerns.answer_days", c.concerns_answer_days,
    "Days within which a concern that somebody raises about a record is to be answered; 0 takes none.", 0,
    365);
  v("diligence.policy", c.diligence_policy,
    "TOML file with the policy of due diligence: what is looked at, for how long it holds, grades; empty "
    "takes "
    "the one the program brings.");
  v("principles.policy", c.principles_policy,
    "TOML file with the policy by which partnerships are judged on each principle; empty takes the one the "
    "program brings.");
  v("principles.profile", c.principles_profile,
    "Profile of that policy, for the kind of institution that runs the register; empty takes none.");
  v("screening.folder", c.screening_folder,
    "Folder from which lists to screen against are taken as they are put there; empty takes none.");
  v("screening.stale_days", c.screening_stale_days,
    "Days after which a list that no newer version has replaced is flagged.", 1, 3650);
  v("mail.host", c.mail_host,
    "Relay that takes mail from the register (SMTP); empty sends none, and links are handed over.");
  v("mail.port", c.mail_port, "The relay's port.", 1, 65'535);
  v("mail.security", c.mail_security,
    "starttls, tls from the first byte, or none for a relay on this machine.");
  v("mail.user", c.mail_user, "Name under which the register signs in to the relay; empty does not.");
  v("mail.password_file", c.mail_password_file,
    "File with the password for that, on its first line; the variable ENTENTE_MAIL_PASSWORD goes before it.");
  v("mail.from", c.mail_from, "Address that mail comes from.");
  v("mail.certificates", c.mail_certificates,
    "PEM file of the authorities that the relay's certificate may be from; empty takes the system's.");
  v("mail.timeout", c.mail_timeout, "Seconds that handing over one mail may take.", 1, 300);
  v("webhooks.http", c.webhooks_http, "Webhooks may have addresses in clear (http://) too.");
  v("webhooks.private", c.webhooks_private,
    "Webhooks may lead to this machine and to private networks too; else such an address is refused when it "
    "is connected to.");
  v("webhooks.trust_representatives", c.webhooks_trust_representatives,
    "What the two above allow is allowed to webhooks of organisations too, whose addresses their "
    "representatives name.");
  v("webhooks.certificates", c.webhooks_certificates,
    "PEM file of the authorities that receivers' certificates may be from; empty takes the system's.");
  v("webhooks.timeout", c.webhooks_timeout, "Seconds within which a receiver has to answer.", 1, 60);
  v("witness.key_file", c.witness_key_file,
    "File with the key by which this register signs checkpoints of other logs as their witness; empty is a "
    "witness of none.");
  v("witness.logs", c.witness_logs, "File with the keys of those logs, one a line.");
  v("log.origin", c.log_origin,
    "Name of the public log, as register.example/log, which it keeps for good; empty takes server.public_url "
    "and /log when its key is made.");
  v("log.key_file", c.log_key_file,
    "File with the key that the public log is signed with; made where there is none. Empty: log.key in the "
    "register's folder.");
  v("log.witnesses", c.log_witnesses,
    "File with the witnesses that are asked to sign the public log: a key and an address on each line.");
  v("log.level", c.log_level, "How much is logged: debug, info, warning, error or off.");
}

struct Taker {
  base::Toml& toml;
  void operator()(const char* name, auto& value, const char*) { toml.take(name, value); }
  void operator()(const char* name, std::int64_t& value, const char*, std::int64_t least, std::int64_t most) {
    toml.take(name, value, least, most);
  }
};

std::string literal(const std::string& s) {
  std::string out = "\"";
  for (const char c : s) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}
std::string literal(bool b) {
  return b ? "true" : "false";
}
std::string literal(std::int64_t n) {
  return std::to_string(n);
}

/// As `entente config` may print it.
std::string shown(std::string_view name, const auto& value) {
  if constexpr (requires { std::string_view(value); })
    if (name == "database.url") return literal(concealed(value));
  return literal(value);
}

struct Describer {
  std::vector<SettingLine>& lines;
  base::Toml* file;
  std::string source;
  void operator()(const char* name, auto& value, const char* about) {
    const bool there = file && file->take(name, value);
    lines.push_back({name, shown(name, value), there ? source : "default", about});
  }
  void operator()(const char* name, std::int64_t& value, const char* about, std::int64_t least,
                  std::int64_t most) {
    const bool there = file && file->take(name, value, least, most);
    lines.push_back({name, shown(name, value), there ? source : "default", about});
  }
};

/// "https://host" or "http://host:port", or nothing.
bool is_origin(std::string_view url) {
  if (url.empty()) return true;
  for (const std::string_view scheme : {"https://", "http://"})
    if (url.starts_with(scheme)) {
      const auto host = url.substr(scheme.size());
      return !host.empty() && host.size() <= 255 && std::ranges::all_of(host, [](unsigned char c) {
        return std::isalnum(c) || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
      });
    }
  return false;
}

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> all) {
  return std::ranges::find(all, value) != all.end();
}

void check_mail(const Config& c, const std::filesystem::path& file) {
  const auto bad = [&](const std::string& cause, const char* next) {
    return base::BadInput(file.string(), cause, next);
  };
  if (!is_one_of(c.registration, {"off", "open", "approved"}))
    throw bad("access.registration '" + c.registration + "' is not known", "Use off, open or approved.");
  if (!is_one_of(c.reports_review, {"required", "off"}))
    throw bad("reports.review '" + c.reports_review + "' is not known", "Use required or off.");
  if (!is_one_of(c.mail_security, {"starttls", "tls", "none"}))
    throw bad("mail.security '" + c.mail_security + "' is not known", "Use starttls, tls or none.");
  if (c.mail_host.empty()) return;
  const bool plain_host = c.mail_host.size() <= 255 && std::ranges::all_of(c.mail_host, [](unsigned char l) {
                            return std::isalnum(l) || l == '.' || l == '-' || l == ':';
                          });
  if (!plain_host)
    throw bad("mail.host '" + c.mail_host + "' is not a host", "Write its name alone, as relay.example.");
  if (!outbound::is_mailable(c.mail_from))
    throw bad("mail.from is no address that mail can come from", "Write it as register@institution.example.");
  // What a request says of its host would otherwise stand in mails to others.
  if (c.public_url.empty())
    throw bad("mail.host is set and server.public_url is not, with which links in mails begin",
              "Set server.public_url to the address by which people reach the register.");
  if (c.mail_security == "none" && !c.mail_user.empty())
    throw bad("mail.user is set and mail.security is none: the password would go over the network in clear",
              "Use starttls or tls.");
}

/// By the rules of the standard's ruleset: a prefix, a hyphen, and no character that they exclude.
bool is_organisation_identifier(std::string_view id) {
  if (id.empty()) return true;
  const auto hyphen = id.find('-');
  return hyphen != 0 && hyphen < id.size() - 1 && id.size() <= 200 &&
         std::ranges::all_of(id, [](unsigned char c) {
           return c > 0x20 && c < 0x7f &&
                  std::string_view("/&|?<>\"").find(static_cast<char>(c)) == std::string_view::npos;
         });
}

void check(const Config& c, const std::filesystem::path& file) {
  check_mail(c, file);
  if (c.tls_certificate.empty() != c.tls_key.empty())
    throw base::BadInput(file.string(), "server.tls_certificate and server.tls_key belong together",
                         "Set both, or neither.");
  if (!is_origin(c.public_url))
    throw base::BadInput(file.string(), "server.public_url '" + c.public_url + "' is not an address",
                         "Write it as https://register.example, without a path.");
  if (!is_organisation_identifier(c.iati_organisation))
    throw base::BadInput(
        file.string(), "register.iati_organisation '" + c.iati_organisation + "' is no identifier",
        "Write it as XM-DAC-41114: an agency, a hyphen and its number, without spaces or the "
        "characters / & | ?");
  if (!c.log_origin.empty() && !ledger::is_key_name(c.log_origin))
    throw base::BadInput(file.string(), "log.origin '" + c.log_origin + "' can be the name of no log",
                         "Write it as register.example/log: no space and no plus sign.");
  if (model::vocabulary("organisation_type").find(c.organisation_type) == nullptr)
    throw base::BadInput(
        file.string(), "register.organisation_type '" + c.organisation_type + "' is no type of organisation",
        "Use a code of the vocabulary organisation_type, as government, un_entity or other.");
  if (c.witness_key_file.empty() != c.witness_logs.empty())
    throw base::BadInput(file.string(), "witness.key_file and witness.logs belong together",
                         "Set both, or neither.");
  for (const auto level : {"debug", "info", "warning", "error", "off"})
    if (c.log_level == level) return;
  throw base::BadInput(file.string(), "log.level '" + c.log_level + "' is not a level",
                       "Use debug, info, warning, error or off.");
}

}  // namespace

Config read_config(const std::filesystem::path& file) {
  Config config;
  if (file.empty()) return config;
  auto toml = base::Toml::read_file(file);
  settings(config, Taker{toml});
  toml.finish();
  check(config, file);
  return config;
}

std::string concealed(std::string_view url) {
  std::string out(url);
  const auto host = out.find('@'), user = out.find("://");
  if (host != std::string::npos && user != std::string::npos && user < host) {
    const auto colon = out.find(':', user + 3);
    if (colon < host) out.replace(colon + 1, host - colon - 1, "***");
  }
  if (const auto at = out.find("password="); at != std::string::npos) {
    const auto value = at + std::string_view("password=").size();
    out.replace(value, std::min(out.find('&', value), out.size()) - value, "***");
  }
  return out;
}

std::vector<SettingLine> describe_config(const std::filesystem::path& file) {
  std::vector<SettingLine> lines;
  Config config;
  if (file.empty()) {
    settings(config, Describer{lines, nullptr, {}});
    return lines;
  }
  auto toml = base::Toml::read_file(file);
  settings(config, Describer{lines, &toml, file.string()});
  toml.finish();
  check(config, file);
  return lines;
}

std::string config_template(std::string_view marked, const std::string& database) {
  Config config;
  config.example = marked == "example";
  config.sample = marked == "sample";
  std::vector<SettingLine> lines;
  settings(config, Describer{lines, nullptr, {}});
  std::string out =
      "# Settings of this register. A line that begins with # leaves its setting at the default shown.\n";
  std::string section;
  for (const auto& line : lines) {
    const auto dot = line.name.find('.');
    if (line.name.substr(0, dot) != section) {
      section = line.name.substr(0, dot);
      out += "\n[" + section + "]\n";
    }
    const bool url = line.name == "database.url" && !database.empty();
    const bool set = url || (!marked.empty() && line.name == "register." + std::string(marked));
    out += "# " + line.about + "\n" + (set ? "" : "#") + line.name.substr(dot + 1) + " = " +
           (url ? literal(database) : line.value) + "\n";
  }
  return out;
}

http::ServerOptions server_options(const Config& c, const std::string& listen) {
  const auto bad = [&](const char* why) {
    return base::BadInput("address '" + listen + "'", why, "Write it as 127.0.0.1:8080 or [::1]:8080.");
  };
  const auto colon = listen.rfind(':');
  if (colon == std::string::npos || colon == 0) throw bad("has no port");
  http::ServerOptions o;
  o.address = listen.substr(0, colon);
  if (o.address.front() == '[') {
    if (o.address.back() != ']') throw bad("is not an IPv6 address in brackets");
    o.address = o.address.substr(1, o.address.size() - 2);
  }
  const auto port = std::string_view(listen).substr(colon + 1);
  const auto [end, fault] = std::from_chars(port.data(), port.data() + port.size(), o.port);
  if (fault != std::errc() || end != port.data() + port.size()) throw bad("has no port from 0 to 65535");
  const auto seconds = [](std::int64_t n) { return std::chrono::seconds(n); };
  o.workers =
      c.workers ? static_cast<unsigned>(c.workers) : std::max(2u, std::thread::hardware_concurrency());
  o.max_body = static_cast<std::size_t>(c.max_body);
  o.max_connections = static_cast<std::size_t>(c.max_connections);
  o.header_timeout = seconds(c.header_timeout);
  o.body_timeout = seconds(c.body_timeout);
  o.write_timeout = seconds(c.write_timeout);
  o.idle_timeout = seconds(c.idle_timeout);
  o.drain_timeout = seconds(c.drain_timeout);
  o.tls_certificate = c.tls_certificate;
  o.tls_key = c.tls_key;
  o.behind_proxy = c.behind_proxy;
  o.heavy.push_back({
      .are = [](const http::Request& r) { return r.method == "POST" && r.path.ends_with("/validate"); },
      .max_body = static_cast<std::size_t>(c.validate_max_size) + kFormBytes,
      .workers = static_cast<unsigned>(c.validate_at_once),
      .max_in_hand = static_cast<std::size_t>(c.validate_waiting),
  });
  o.heavy.push_back({.are = brings_file,
                     .max_body = registry::kMostEvidenceBytes + kFormBytes,
                     .workers = 1,
                     .max_in_hand = kMostUploads});
  o.heavy.push_back({.are = hashes_password,
                     .max_body = http::kMostFormBytes,
                     .workers = access::kHashesAtOnce,
                     .max_in_hand = kMostHashing});
  return o;
}

}  // namespace entente::app
