package deephash.kernel.magic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Repository;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.RepositorySystemSession.SessionBuilder;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.jspecify.annotations.Nullable;

/**
 * Maven's {@code settings.xml}: the local repository, mirrors, proxies, passwords, repositories of active profiles.
 * With them, a notebook behind a company's mirror works as Maven does there.
 *
 * @param file the user's settings, which need not exist
 * @param localRepository where everything fetched is kept; null for what the settings say
 */
record MavenSettings(Path file, @Nullable Path localRepository) {

    static final String CENTRAL = "https://repo.maven.apache.org/maven2";

    static MavenSettings ofThisUser() {
        return new MavenSettings(Path.of(System.getProperty("user.home"), ".m2", "settings.xml"), null);
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if they are broken
     */
    Settings read() {
        DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
        request.setUserSettingsFile(file.toFile());
        for (String home : List.of("MAVEN_HOME", "M2_HOME")) {
            String folder = System.getenv(home);
            if (folder != null) {
                request.setGlobalSettingsFile(
                        Path.of(folder, "conf", "settings.xml").toFile());
            }
        }
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        System.getenv().forEach((name, value) -> properties.setProperty("env." + name, value));
        request.setSystemProperties(properties);
        try {
            return new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings();
        } catch (SettingsBuildingException e) {
            throw new IllegalArgumentException("Maven's settings " + file + " are broken: " + e.getMessage(), e);
        }
    }

    /** The folder that keeps what is fetched. */
    Path localRepository(Settings settings) {
        if (localRepository != null) {
            return localRepository;
        }
        String configured = System.getProperty("maven.repo.local", settings.getLocalRepository());
        return configured != null ? Path.of(configured) : Path.of(System.getProperty("user.home"), ".m2", "repository");
    }

    /** Mirrors, proxies and passwords for a session. */
    static void apply(Settings settings, SessionBuilder session) {
        DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
        for (Mirror each : settings.getMirrors()) {
            mirrors.add(
                    each.getId(),
                    each.getUrl(),
                    each.getLayout(),
                    false,
                    each.isBlocked(),
                    each.getMirrorOf(),
                    each.getMirrorOfLayouts());
        }
        DefaultProxySelector proxies = new DefaultProxySelector();
        for (org.apache.maven.settings.Proxy each : settings.getProxies()) {
            if (each.isActive()) {
                proxies.add(
                        new Proxy(
                                each.getProtocol(),
                                each.getHost(),
                                each.getPort(),
                                login(each.getUsername(), each.getPassword())),
                        each.getNonProxyHosts());
            }
        }
        DefaultAuthenticationSelector logins = new DefaultAuthenticationSelector();
        for (Server each : settings.getServers()) {
            logins.add(each.getId(), login(each.getUsername(), each.getPassword()));
        }
        session.setMirrorSelector(mirrors)
                .setProxySelector(proxies)
                .setAuthenticationSelector(logins)
                .setOffline(settings.isOffline());
    }

    private static @Nullable Authentication login(@Nullable String name, @Nullable String password) {
        return name == null
                ? null
                : new AuthenticationBuilder()
                        .addUsername(name)
                        .addPassword(password)
                        .build();
    }

    /** Maven Central, and the repositories of active profiles. */
    static List<RemoteRepository> repositories(Settings settings) {
        List<RemoteRepository> found = new ArrayList<>();
        found.add(new RemoteRepository.Builder("central", "default", CENTRAL).build());
        for (Profile profile : settings.getProfiles()) {
            boolean active = settings.getActiveProfiles().contains(profile.getId())
                    || (profile.getActivation() != null
                            && profile.getActivation().isActiveByDefault());
            if (active) {
                for (Repository each : profile.getRepositories()) {
                    found.add(new RemoteRepository.Builder(each.getId(), "default", each.getUrl()).build());
                }
            }
        }
        return found;
    }
}
