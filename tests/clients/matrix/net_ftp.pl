#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# Net::FTP for the matrix: HOST PORT SECURITY MODE USER PASSWORD CERTIFICATE VERB WORDS...
use strict;
use warnings;
use Net::FTP;

my ($host, $port, $security, $mode, $user, $password, $certificate, $verb, @words) = @ARGV;
my @tls = $security eq 'plain' ? () : (SSL_ca_file => $certificate);
my $ftp = Net::FTP->new($host, Port => $port, Timeout => 60, Passive => $mode eq 'passive' ? 1 : 0,
    SSL => $security eq 'implicit' ? 1 : 0, @tls) or die "no connection: $@\n";

sub check { $_[0] or die $ftp->message; return $_[0]; }

check($ftp->starttls(@tls)) if $security eq 'explicit';
check($ftp->login($user, $password));
check($ftp->prot('P')) if $security ne 'plain';
check($ftp->binary);

my %verbs = (
    names => sub { my $names = $ftp->ls($_[0]); check($ftp->ok); print map { s{.*/}{}r . "\n" } @{$names || []} },
    put => sub { check($ftp->put($_[0], $_[1])) },
    get => sub { check($ftp->get($_[0], $_[1])) },
    resume_put => sub {
        my $size = check($ftp->size($_[1]));
        open(my $file, '<:raw', $_[0]) or die "$_[0]: $!\n";
        seek($file, $size, 0);
        check($ftp->append($file, $_[1]));
    },
    resume_get => sub { check($ftp->get($_[0], $_[1], -s $_[1])) },
    rename => sub { check($ftp->rename($_[0], $_[1])) },
    delete => sub { check($ftp->delete($_[0])) },
    make_folders => sub { check($ftp->mkdir($_)) for @_ },
);
$verbs{$verb}->(@words);
$ftp->quit;
