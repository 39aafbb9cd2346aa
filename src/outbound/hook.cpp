// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "outbound/hook.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "outbound/fetch.hpp"

namespace entente::outbound {

namespace {

constexpr std::size_t kMostHookAnswer = std::size_t{64} * 1024;

struct FreeHook {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
};

std::string part_of(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, FreeHook> kept(text);
  return text;
}

std::unique_ptr<CURLU, FreeHook> read_url(const std::string& text) {
  std::unique_ptr<CURLU, FreeHook> url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return nullptr;
  return url;
}

}  // namespace

HookRules rules_for_others(HookRules rules) {
  rules.clear = rules.clear && rules.trusts_others;
  rules.inner = rules.inner && rules.trusts_others;
  return rules;
}

bool is_hook_url(std::string_view url, const HookRules& rules) {
  const bool visible = std::ranges::all_of(url, [](char c) { return c > ' ' && c <= '~'; });
  if (!visible || url.size() > kMostHookUrl) return false;
  const auto read = read_url(std::string(url));
  if (!read) return false;
  const auto scheme = part_of(read.get(), CURLUPART_SCHEME);
  return (scheme == "https" || (rules.clear && scheme == "http")) &&
         !part_of(read.get(), CURLUPART_HOST).empty() && part_of(read.get(), CURLUPART_USER).empty() &&
         part_of(read.get(), CURLUPART_PASSWORD).empty() && url.find('#') == url.npos &&
         url.find('@') == url.npos && url.find('\\') == url.npos && url.find(":///") == url.npos;
}

std::string host_of_hook(const std::string& url) {
  const auto read = read_url(url);
  return read ? part_of(read.get(), CURLUPART_HOST) : std::string();
}

HookAnswer post(const HookRules& own_rules, const HookPost& wanted, const std::atomic<bool>& stop) {
  const auto rules = wanted.by_others ? rules_for_others(own_rules) : own_rules;
  const auto answer = Fetcher(rules).post(wanted, kMostHookAnswer, stop);
  return {answer.status, answer.fault};
}

}  // namespace entente::outbound
