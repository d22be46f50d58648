package deephash.data.fetch;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which proxy leads to an address: Java's own settings first, then the environment variables that other tools use. */
final class Proxies {

    private Proxies() {}

    static Proxy of(URI address) {
        return of(address, System.getenv());
    }

    static Proxy of(URI address, Map<String, String> environment) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector != null) {
            List<Proxy> set = selector.select(address);
            if (!set.isEmpty() && set.get(0).type() != Proxy.Type.DIRECT) {
                return set.get(0);
            }
        }
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        if (isExcepted(host, setting(environment, "NO_PROXY"))) {
            return Proxy.NO_PROXY;
        }
        String named = setting(environment, "https".equals(address.getScheme()) ? "HTTPS_PROXY" : "HTTP_PROXY");
        if (named.isBlank()) {
            return Proxy.NO_PROXY;
        }
        URI proxy = URI.create(named.contains("://") ? named : "http://" + named);
        if (proxy.getHost() == null) {
            return Proxy.NO_PROXY;
        }
        return new Proxy(
                Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), proxy.getPort() > 0 ? proxy.getPort() : 8080));
    }

    private static String setting(Map<String, String> environment, String name) {
        String value = environment.get(name.toLowerCase(Locale.ROOT));
        return value != null ? value : environment.getOrDefault(name, "");
    }

    private static boolean isExcepted(String host, String exceptions) {
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return true;
        }
        for (String exception : exceptions.toLowerCase(Locale.ROOT).split(",")) {
            String name = exception.strip();
            if (name.equals("*")
                    || (!name.isEmpty()
                            && (host.equals(name) || host.endsWith(name.startsWith(".") ? name : "." + name)))) {
                return true;
            }
        }
        return false;
    }
}
