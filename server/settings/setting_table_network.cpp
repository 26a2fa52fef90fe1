// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of [NETWORK].
#include "settings/setting_builders.h"
#include "settings/setting_table.h"

namespace cosftp {

namespace {

using namespace settingRow;

Row passivePorts(SettingInfo info)
{
    info.kind = Kind::Ports;
    return {info,
            [](const QString &value, Settings &settings) {
                return valueText::readPorts(value, settings.network.passivePorts);
            },
            [](const Settings &settings) {
                return valueText::writePorts(settings.network.passivePorts);
            }};
}

}  // namespace

QList<SettingRow<Settings>> networkRows()
{
    return {
        text(&Settings::network, &NetworkSettings::listenAddress, valueText::readListenAddress,
             {.places = places("NETWORK/listen_address"),
              .label = QT_TRANSLATE_NOOP("Settings", "Listen address"),
              .help = QT_TRANSLATE_NOOP("Settings", "IP address of this machine that clients "
                                                    "connect to; empty: all, IPv4 and IPv6."),
              .apply = Apply::OnRestart}),
        number(&Settings::network, &NetworkSettings::listenPort,
               {.places = places("NETWORK/listen_port"),
                .label = QT_TRANSLATE_NOOP("Settings", "Control port"),
                .help = QT_TRANSLATE_NOOP("Settings",
                                          "TCP port that clients connect to; 0: any free port."),
                .apply = Apply::OnRestart,
                .maximum = 65535}),
        value(&Settings::network, &NetworkSettings::moreListeners, valueText::readListeners,
              valueText::writeListeners,
              {.places = places("NETWORK/more_listeners"),
               .label = QT_TRANSLATE_NOOP("Settings", "More addresses"),
               .help = QT_TRANSLATE_NOOP("Settings",
                                         "More addresses and ports for clients: ftp://192.0.2.1:21 "
                                         "or, encrypted from the first byte, ftps://[::]:990."),
               .apply = Apply::OnRestart,
               .separator = ',',
               .example = "ftps://[::]:990"}),
        text(&Settings::network, &NetworkSettings::masqueradeAddress, valueText::readMasquerade,
             {.places = places("NETWORK/masquerade_address NETWORK/passive_address"),
              .label = QT_TRANSLATE_NOOP("Settings", "Announced address"),
              .help = QT_TRANSLATE_NOOP(
                  "Settings", "Address or host name announced in replies to PASV, for a server "
                              "behind NAT; empty: the address that the client reached.")}),
        value(&Settings::network, &NetworkSettings::masqueradeRules, valueText::readMasqueradeRules,
              valueText::writeMasqueradeRules,
              {.places = places("NETWORK/masquerade_for"),
               .label = QT_TRANSLATE_NOOP("Settings", "Announced to some clients"),
               .help = QT_TRANSLATE_NOOP(
                   "Settings", "Who is told another address, NETWORK=ADDRESS: private=local "
                               "gives clients with private addresses the address that they "
                               "reached."),
               .separator = ';',
               .example = "private=local"}),
        passivePorts({.places = places("NETWORK/passive_ports NETWORK/passive_port"),
                      .label = QT_TRANSLATE_NOOP("Settings", "Passive ports"),
                      .help = QT_TRANSLATE_NOOP(
                          "Settings", "TCP ports of passive data connections, FROM,TO inclusive; "
                                      "FROM alone goes up to 65535; 0: any free port."),
                      .apply = Apply::Now}),
        number(&Settings::network, &NetworkSettings::singlePassivePort,
               {.places = places("NETWORK/single_passive_port"),
                .label = QT_TRANSLATE_NOOP("Settings", "One passive port"),
                .help = QT_TRANSLATE_NOOP(
                    "Settings", "One TCP port for the passive data connections of everybody, "
                                "instead of the range. TLS sessions are told apart; of the "
                                "clients of one address one in clear waits at a time. 0: off."),
                .apply = Apply::OnRestart,
                .maximum = 65535}),
        onOff(&Settings::network, &NetworkSettings::allowsActive,
              {.places = places("NETWORK/active_mode"),
               .label = QT_TRANSLATE_NOOP("Settings", "Active mode"),
               .help = QT_TRANSLATE_NOOP("Settings", "Clients may ask the server to connect to "
                                                     "them (PORT and EPRT).")}),
        onOff(&Settings::network, &NetworkSettings::activeFromControlPort,
              {.places = places("NETWORK/active_from_control_port"),
               .label = QT_TRANSLATE_NOOP("Settings", "Active mode from one port"),
               .help = QT_TRANSLATE_NOOP(
                   "Settings", "Active data connections come from the port below the control "
                               "port (20 for 21), which firewalls may demand; from any port "
                               "where that one cannot be had.")}),
        networks(&Settings::network, &NetworkSettings::proxyNetworks,
                 {.places = places("NETWORK/proxy_networks"),
                  .label = QT_TRANSLATE_NOOP("Settings", "Load balancers"),
                  .help = QT_TRANSLATE_NOOP(
                      "Settings", "Addresses and networks of load balancers: a connection from "
                                  "there has to begin with a PROXY header (version 1 or 2) that "
                                  "names the client.")}),
        onOff(&Settings::network, &NetworkSettings::proxiesData,
              {.places = places("NETWORK/proxy_data"),
               .label = QT_TRANSLATE_NOOP("Settings", "PROXY header on data connections"),
               .help = QT_TRANSLATE_NOOP("Settings", "Passive data connections from a load "
                                                     "balancer begin with a PROXY header too.")}),
        value(&Settings::network, &NetworkSettings::hostNames, valueText::readHostNames,
              [](const QStringList &names) { return names.join(QStringLiteral(", ")); },
              {.places = places("NETWORK/host_names"),
               .label = QT_TRANSLATE_NOOP("Settings", "Host names"),
               .help = QT_TRANSLATE_NOOP("Settings", "Names of this server that clients may ask "
                                                     "for with HOST; empty: there is no HOST."),
               .separator = ',',
               .example = "ftp.example.com"}),
        number(
            &Settings::network, &NetworkSettings::workerThreads,
            {.places = places("NETWORK/worker_threads"),
             .label = QT_TRANSLATE_NOOP("Settings", "Worker threads"),
             .help = QT_TRANSLATE_NOOP("Settings", "Threads that serve sessions; 0: one per core."),
             .apply = Apply::OnRestart,
             .maximum = 256}),
    };
}

}  // namespace cosftp
