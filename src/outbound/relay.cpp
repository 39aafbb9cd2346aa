// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "outbound/relay.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string_view>

#include "base/error.hpp"

namespace entente::outbound {

namespace {

constexpr long kLongestConnect = 10;  // seconds
constexpr long kPermanent = 500, kPermanentEnd = 600;

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

void require_curl() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (!ready) throw base::Error("libcurl", "could not be made ready", "Check the system's memory.");
}

/// Called by libcurl for the next bytes; throws nothing.
std::size_t give(char* to, std::size_t size, std::size_t count, void* from) {
  auto& rest = *static_cast<std::string_view*>(from);
  const auto part = rest.substr(0, size * count);
  std::memcpy(to, part.data(), part.size());
  rest.remove_prefix(part.size());
  return part.size();
}

std::string address_of(const Relay& relay) {
  const bool six = relay.host.find(':') != std::string::npos && !relay.host.starts_with('[');
  return (relay.security == Security::tls ? "smtps://" : "smtp://") +
         (six ? "[" + relay.host + "]" : relay.host) + ":" + std::to_string(relay.port) + "/" + relay.hello;
}

/// What a failure means: a word about this receiver or this text holds for this mail, any other for all.
Outcome outcome_of(CURLcode result, long status, std::string_view words) {
  if (result == CURLE_OK) return Outcome::taken;
  const bool of_mail = words.starts_with("RCPT failed") || words.starts_with("DATA failed") ||
                       (result == CURLE_WEIRD_SERVER_REPLY && words.empty());  // the word after the text
  if (!of_mail) return Outcome::unreachable;
  return status >= kPermanent && status < kPermanentEnd ? Outcome::refused : Outcome::later;
}

}  // namespace

Delivery deliver(const Relay& relay, const Mail& mail) {
  require_curl();
  const auto message = message_of(mail, relay.from);
  const std::unique_ptr<CURL, FreeHandle> handle(curl_easy_init());
  const std::unique_ptr<curl_slist, FreeList> to(curl_slist_append(nullptr, ("<" + mail.to + ">").c_str()));
  if (!handle || !to) return {Outcome::later, "not enough memory"};
  auto* const curl = handle.get();
  std::array<char, CURL_ERROR_SIZE> words{};
  std::string_view rest = message;
  const auto url = address_of(relay), from = "<" + relay.from.address + ">";
  const auto seconds = static_cast<long>(relay.timeout.count());
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words.data());
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");  // whatever the environment says
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, std::min(seconds, kLongestConnect));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds);
  curl_easy_setopt(curl, CURLOPT_USE_SSL,
                   static_cast<long>(relay.security == Security::none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!relay.certificates.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, relay.certificates.c_str());
  if (!relay.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, relay.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, relay.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &rest);
  const auto result = curl_easy_perform(curl);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  const std::string_view said(words.data());
  return {outcome_of(result, status, said),
          result == CURLE_OK ? std::string() : std::string(said.empty() ? curl_easy_strerror(result) : said)};
}

}  // namespace entente::outbound
