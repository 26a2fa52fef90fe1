// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/theme.h"
#include "shell/shell.h"
#include "tray/desktop.h"
#include "wizard/first_run_wizard.h"

#include <QDir>
#include <QProcess>

namespace cosftp {

/// How a set of pictures looks.
struct PictureSet
{
    QString language;
    Theme::Mode theme = Theme::Mode::Light;
    QSize size;
    QString folder;  ///< Below the one of all pictures.
};

/// The program's windows over a real server with real clients, photographed one by one. Everything
/// in it is the program's own, only its profile is a made-up one.
class Gallery
{
public:
    /// `profile` is an empty folder, `sources` the one of this file.
    Gallery(const Profile &profile, const QString &sources, const QString &pictures);
    ~Gallery();
    Q_DISABLE_COPY_MOVE(Gallery)

    /// Starts store, server and clients; false, and why on standard error, if one does not come up.
    [[nodiscard]] bool start();
    void take(const PictureSet &set);

private:
    bool writeProfile();
    [[nodiscard]] MainWindow &window() { return m_desktop->shell().window(); }
    void takePages();
    void takeSettings();
    void takeUser();
    [[nodiscard]] QWidget *visibleField(const char *name);
    void takeCertificates();
    void takeProblems();
    void takeNothingYet(Desktop &other);
    void takeDialogs();
    void takeServerDialogs();
    void takeFileDialogs();
    void takeTray();
    void takeWizard();
    void takeWizardPages(FirstRunWizard &wizard);
    void takePage(const QString &id, const QString &place, const QString &name);
    void takeOpenDialogs(const QString &name);
    void takeDialog(QWidget &dialog, const QString &name);
    void save(QWidget &window, const QString &name);

    Profile m_profile;
    QString m_sources;
    QDir m_pictures;
    QDir m_folder;
    int m_number = 0;
    quint16 m_port = 0;
    std::unique_ptr<Desktop> m_desktop;
    QProcess m_clients;
};

}  // namespace cosftp
