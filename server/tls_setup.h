// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tls_context.h"

namespace cosftp {

/// Whether the settings offer FTPS in any way.
bool offersTls(const Settings &settings);

/// Reads the certificates that the settings name; without one a self-made certificate is taken from
/// their folder, or made and kept there (tls-certificate.pem, and tls-key.pem, which only its
/// owner can read), and beside it another one with an RSA key for clients that know only such, if
/// TLS 1.2 is allowed (tls-certificate-rsa.pem, tls-key-rsa.pem). Where that cannot be written they
/// live as long as the process. `current`: what is in force, or null.
Result<TlsMaterial> tlsMaterial(const Settings &settings, const TlsContext *current);

/// The generation for these settings: `current` itself if nothing has changed; null without FTPS.
/// A certificate that has expired or is not valid yet is taken at the start, with loud words, and
/// does not take the place of a valid one. Logs the new certificate's fingerprint.
Result<std::shared_ptr<const TlsContext>>
tlsContextFor(const Settings &settings, const std::shared_ptr<const TlsContext> &current);

}  // namespace cosftp
