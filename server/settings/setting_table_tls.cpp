// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of [TLS].
#include "settings/setting_builders.h"
#include "settings/setting_table.h"

namespace cosftp {

namespace {

using namespace settingRow;

QList<Row> certificateRows()
{
    return {
        onOff(&Settings::tls, &TlsSettings::isOn,
              {.places = places("TLS/enabled"),
               .label = QT_TRANSLATE_NOOP("Settings", "Encryption (FTPS)"),
               .help = QT_TRANSLATE_NOOP(
                   "Settings", "Clients may encrypt with AUTH TLS (explicit FTPS) on the control "
                               "port.")}),
        text(&Settings::tls, &TlsSettings::certificate, readAnyText,
             {.places = places("TLS/certificate"),
              .label = QT_TRANSLATE_NOOP("Settings", "Certificate"),
              .help = QT_TRANSLATE_NOOP(
                  "Settings", "PEM file with the certificate and its chain, as seen from the "
                              "settings file; empty: one is made here and signed by itself.")}),
        text(&Settings::tls, &TlsSettings::privateKey, readAnyText,
             {.places = places("TLS/private_key"),
              .label = QT_TRANSLATE_NOOP("Settings", "Private key"),
              .help = QT_TRANSLATE_NOOP("Settings",
                                        "PEM file with the key of the certificate, without a pass "
                                        "phrase; empty: it stands in the certificate's file.")}),
        text(&Settings::tls, &TlsSettings::moreCertificates, readAnyText,
             {.places = places("TLS/more_certificates"),
              .label = QT_TRANSLATE_NOOP("Settings", "More certificates"),
              .help = QT_TRANSLATE_NOOP(
                  "Settings", "PEM files for other host names of this server, each with its key. A "
                              "client gets the one that names the host it asked for."),
              .separator = ',',
              .example = "ftp.example.com.pem"}),
        choice(&Settings::tls, &TlsSettings::minimumVersion,
               {QStringLiteral("1.2"), QStringLiteral("1.3")},
               {.places = places("TLS/minimum_version"),
                .label = QT_TRANSLATE_NOOP("Settings", "Oldest TLS version"),
                .help = QT_TRANSLATE_NOOP("Settings", "The oldest version that clients may use.")}),
    };
}

QList<Row> listenerRows()
{
    return {
        onOff(&Settings::tls, &TlsSettings::hasImplicitPort,
              {.places = places("TLS/implicit"),
               .label = QT_TRANSLATE_NOOP("Settings", "Implicit FTPS"),
               .help = QT_TRANSLATE_NOOP("Settings",
                                         "A second port where everything is encrypted from the "
                                         "first byte, for devices that know nothing else."),
               .apply = Apply::OnRestart}),
        number(&Settings::tls, &TlsSettings::implicitPort,
               {.places = places("TLS/implicit_port"),
                .label = QT_TRANSLATE_NOOP("Settings", "Implicit FTPS port"),
                .help = QT_TRANSLATE_NOOP("Settings", "TCP port of implicit FTPS; ports below 1024 "
                                                      "need rights of their own; 0: any free "
                                                      "port."),
                .apply = Apply::OnRestart,
                .maximum = 65535}),
    };
}

QList<Row> policyRows()
{
    return {
        choice(&Settings::tls, &TlsSettings::required,
               {QStringLiteral("off"), QStringLiteral("control"), QStringLiteral("both")},
               {.places = places("TLS/required"),
                .label = QT_TRANSLATE_NOOP("Settings", "Demand encryption"),
                .help = QT_TRANSLATE_NOOP(
                    "Settings", "off: clients may use plain FTP; control: commands and passwords "
                                "have to be encrypted; both: files and listings too.")}),
        choice(&Settings::tls, &TlsSettings::dataSession,
               {QStringLiteral("off"), QStringLiteral("prefer"), QStringLiteral("require")},
               {.places = places("TLS/data_session"),
                .label = QT_TRANSLATE_NOOP("Settings", "TLS session of data connections"),
                .help = QT_TRANSLATE_NOOP(
                    "Settings", "prefer: a client may go on with the TLS session of its control "
                                "connection; require: it must, which keeps strangers out and "
                                "refuses Python, Java and some others; off: never.")}),
        onOff(&Settings::tls, &TlsSettings::needsCloseNotify,
              {.places = places("TLS/require_close_notify"),
               .label = QT_TRANSLATE_NOOP("Settings", "Demand a proper end"),
               .help = QT_TRANSLATE_NOOP(
                   "Settings", "An encrypted upload is complete only if the client says so "
                               "(close_notify). false: take uploads of clients that do not, such "
                               "as Ruby and Perl; then a cut line may store a part as the "
                               "whole.")}),
        onOff(&Settings::tls, &TlsSettings::allowsCcc,
              {.places = places("TLS/allow_ccc"),
               .label = QT_TRANSLATE_NOOP("Settings", "Allow CCC"),
               .help = QT_TRANSLATE_NOOP("Settings",
                                         "A client may go back to commands in clear after the "
                                         "login, for firewalls that read them.")}),
        choice(&Settings::tls, &TlsSettings::clientCertificate,
               {QStringLiteral("off"), QStringLiteral("second_factor"), QStringLiteral("login")},
               {.places = places("TLS/client_certificate"),
                .label = QT_TRANSLATE_NOOP("Settings", "Certificates of clients"),
                .help = QT_TRANSLATE_NOOP(
                    "Settings", "off: not asked for; second_factor: a certificate besides the "
                                "password; login: a certificate whose common name is the user's "
                                "name logs in without a password.")}),
        text(&Settings::tls, &TlsSettings::clientAuthority, readAnyText,
             {.places = places("TLS/client_authority"),
              .label = QT_TRANSLATE_NOOP("Settings", "Authority of clients"),
              .help = QT_TRANSLATE_NOOP("Settings", "PEM file with the certificates of who signs "
                                                    "the certificates of clients.")}),
    };
}

}  // namespace

QList<SettingRow<Settings>> tlsRows() { return certificateRows() + listenerRows() + policyRows(); }

}  // namespace cosftp
