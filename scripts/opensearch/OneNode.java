import java.util.List;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One node in a process of its own, so that it can be killed alone. It ends when its standard input does: nothing is
 * left running when the program that started it dies.
 */
public class OneNode {
  public static void main(String[] given) throws Exception {
    String name = given[0];
    String folder = given[1];
    String httpPort = given[2];
    String transportPort = given[3];
    List<String> names = List.of(given[4].split(","));
    List<String> addresses = List.of(given[5].split(","));
    OpenSearchRunner runner = new OpenSearchRunner();
    runner.onBuild((number, settings) -> settings
        .put("node.name", name)
        .put("network.host", "127.0.0.1")
        .put("http.port", httpPort)
        .put("transport.port", transportPort)
        .putList("discovery.seed_hosts", addresses)
        .putList("cluster.initial_cluster_manager_nodes", names)
        // The disk of a workstation may be nearly full: these few megabytes don't care.
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        // Processors as if each node had two, whatever the machine has.
        .put("node.processors", 2));
    runner.build(OpenSearchRunner.newConfigs().basePath(folder).clusterName("carrefour").numOfNode(1));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        runner.close();
      } catch (Exception failure) {
        failure.printStackTrace();
      }
    }));
    while (System.in.read() >= 0) {
      // Nothing is said to it; the end is what counts.
    }
    System.exit(0);
  }
}
